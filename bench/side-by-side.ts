/** Compares Sendgate with other software for the same purpose. All get the same questions. */

import { cpuSeconds } from './cores.ts';
import type { Bench, Figure } from './figure.ts';
import { Load } from './load.ts';
import { steadyMoments } from './moments.ts';
import { blockListServer } from './rivals/block-list.ts';
import { nginxGeo } from './rivals/nginx-geo.ts';
import { policyd } from './rivals/policyd.ts';
import { postfwd } from './rivals/postfwd.ts';
import { hasProgram } from './rivals/program.ts';
import type { Rival, RunningRival } from './rivals/rival.ts';
import { rspamd } from './rivals/rspamd.ts';
import { sendgate } from './rivals/sendgate.ts';
import { medians } from './rounds.ts';
import { ACCOUNTS, ENTRIES_EACH, questions, type SendingQuestion } from './sending-questions.ts';

const CONNECTIONS = 16;
const ROUND_MS = 1_000;
const ROUNDS = 5;
/** A load far below the limit of each of them. */
const CALM_PER_SECOND = 500;

const RIVALS: readonly Rival[] = [sendgate, rspamd, policyd, postfwd, nginxGeo, blockListServer];

const refusals = questions.filter(({ allowed }) => !allowed).length;
const percentRefused = Math.round((refusals / questions.length) * 100);

export const sideBySide: Bench = {
  title: 'Side by side with what people use instead',
  method: `${ACCOUNTS} accounts with ${ENTRIES_EACH} entries each, IPv4 addresses and segments (postfwd knows no IPv6 segments); the same ${questions.length} questions over and over, ${percentRefused} % of them refused, each answered once by each server before the measuring, and rightly. ${CONNECTIONS} connections, kept by all but rspamd, which ends each after its answer; one worker process (postfwd: one a connection); each on one core, the client on another; no logs. A figure is answers in a second of the processor’s time that the server and its children took, saturated: what a server waits for another is not counted. Sendgate is raw workerd with the deployed bundle, relay token, list in the isolate, senders recorded, refusals confirmed at the account’s object; sendgate-policyd asks that Worker once a question over plain HTTP on loopback, and its figure is the mail server’s own cost. rspamd has the multimap module alone and a message of one line; postfwd its cache off, as each question is another message’s; nginx’s geo and a Node http server with net.BlockList are static lists, without authentication, reloaded by hand.`,
  async measure(progress) {
    await using running = new AsyncDisposableStack();
    const missing: Figure[] = [];
    const started: (readonly [name: string, rival: RunningRival])[] = [];
    for (const { name, needs, start } of RIVALS) {
      if (needs && !hasProgram(needs.program)) {
        const what = `${name}: not measured, for want of the Debian package ${needs.package}`;
        missing.push({ what, value: 0, unit: '' });
        progress(what);
        continue;
      }
      const rival = running.use(await start());
      await expectRightAnswers(name, rival);
      progress(`${name} answers`);
      started.push([name, rival]);
    }
    const subjects = await Promise.all(
      started.map(async ([name, rival]) => {
        const load = running.use(await loadOf(rival, questions));
        return { name, round: () => answersPerCpuSecond(load, rival) };
      }),
    );
    const medianOf = await medians(subjects, ROUNDS);
    const rates = started.map(([name]) => ({ what: name, value: medianOf(name), unit: '/s' }));
    const ratios = COMPARISONS.flatMap(({ ours, theirs, atLeast }) =>
      started.some(([name]) => name === theirs)
        ? [
            {
              what: `${ours}, times ${theirs}`,
              value: medianOf(ours) / medianOf(theirs),
              unit: '×',
              atLeast,
            },
          ]
        : [],
    );
    return [...rates, ...ratios, ...missing];
  },
};

const COMPARISONS = [
  { ours: sendgate.name, theirs: rspamd.name, atLeast: 1 },
  { ours: policyd.name, theirs: postfwd.name, atLeast: 3 },
];

async function answersPerCpuSecond(load: Load, { pid }: RunningRival): Promise<number> {
  const before = cpuSeconds(pid);
  const { answers } = await load.saturate(ROUND_MS);
  return answers / (cpuSeconds(pid) - before);
}

function loadOf(
  { port, ask, protocol, keepsConnections = true }: RunningRival,
  asked: readonly SendingQuestion[],
) {
  return Load.connect({
    port,
    protocol,
    questions: asked.map(ask),
    connections: CONNECTIONS,
    reconnects: !keepsConnections,
  });
}

/** Asks each question once and checks the answer. */
async function expectRightAnswers(name: string, rival: RunningRival): Promise<void> {
  for (const allowed of [true, false]) {
    const asked = questions.filter((question) => question.allowed === allowed);
    let right = 0;
    const protocol = {
      endOf(received: Buffer, from: number) {
        const end = rival.protocol.endOf(received, from);
        if (end >= 0 && received.subarray(from, end).includes(rival.allows) === allowed) right++;
        return end;
      },
    };
    using load = await loadOf({ ...rival, protocol }, asked);
    await load.pace(steadyMoments(CALM_PER_SECOND, (asked.length * 1_000) / CALM_PER_SECOND));
    if (right !== asked.length) {
      const verdict = allowed ? 'allowed' : 'refused';
      throw new Error(`${name} ${verdict} ${right} of ${asked.length} that are to be ${verdict}`);
    }
  }
}
