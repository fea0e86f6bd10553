/** Measures whether a flood of refused checks on one account slows down another account. */
import type { Bench } from './figure.ts';
import { httpAnswers, httpQuestion } from './http.ts';
import { Load, percentile } from './load.ts';
import { steadyMoments, strewnMoments } from './moments.ts';
import { Provisioner } from './provision.ts';
import { randomFrom } from './random.ts';
import { median } from './rounds.ts';
import { startWorkerd } from './workerd.ts';

const LISTED = '192.0.2.1';
const FLOODED = 'flooded@example.com';
const NEIGHBOUR = 'neighbour@example.com';
const ADDRESSES = 10_000;
const PER_SECOND = 500;
const ROUND_MS = 500;
const ROUNDS = 40;
const CONNECTIONS = 16;

export const denial: Bench = {
  title: 'A flood of refused checks on one account, and the allowed checks of another',
  method: `Raw workerd on one core: ${PER_SECOND} allowed checks a second of one account at fixed moments, in turn by themselves and beside ${PER_SECOND} refused ones a second of another from ${ADDRESSES.toLocaleString('en')} addresses, which come as those come who know nothing of each other; medians of ${ROUNDS} rounds of ${ROUND_MS / 1000} s, and what is compared is of the same round.`,
  async measure() {
    await using worker = await startWorkerd();
    const port = worker.ports.sendgate;
    const provisioner = new Provisioner(port);
    for (const account of [FLOODED, NEIGHBOUR]) {
      await provisioner.account(account);
      await provisioner.list(account, 'address', [LISTED]);
    }
    const token = await provisioner.relayToken();
    const question = (account: string, address: string) =>
      httpQuestion({
        path: `/v1/check?${new URLSearchParams({ account, address })}`,
        headers: { Authorization: `Bearer ${token}` },
      });
    using allowed = await Load.connect({
      port,
      protocol: httpAnswers(200, '"verdict":"allow"'),
      questions: [question(NEIGHBOUR, LISTED)],
      connections: CONNECTIONS,
    });
    using refused = await Load.connect({
      port,
      protocol: httpAnswers(200, '"verdict":"deny"'),
      questions: Array.from({ length: ADDRESSES }, (_, number) =>
        question(FLOODED, `2001:db8::${number.toString(16)}`),
      ),
      connections: CONNECTIONS,
    });
    const random = randomFrom(1);
    const steady = steadyMoments(PER_SECOND, ROUND_MS);
    const calm = async () => percentile((await allowed.pace(steady)).latencies, 0.5);
    const flooded = async () => {
      const [answered] = await Promise.all([
        allowed.pace(steady),
        refused.pace(strewnMoments(PER_SECOND, ROUND_MS, random)),
      ]);
      return percentile(answered.latencies, 0.5);
    };
    // The first round of each warms up.
    await calm();
    await flooded();
    const rounds: { calm: number; flooded: number }[] = [];
    while (rounds.length < ROUNDS) rounds.push({ calm: await calm(), flooded: await flooded() });
    return [
      {
        what: 'latency of an allowed check beside the flood',
        value: median(rounds.map((round) => round.flooded / round.calm)),
        unit: '×',
        atMost: 1.1,
        note: 'of the same without it, medians',
      },
      {
        what: 'an allowed check without the flood',
        value: median(rounds.map((round) => round.calm)) * 1000,
        unit: 'µs',
      },
      {
        what: 'an allowed check beside it',
        value: median(rounds.map((round) => round.flooded)) * 1000,
        unit: 'µs',
      },
    ];
  },
};
