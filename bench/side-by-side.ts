/** Compares Sendgate with other software for the same purpose. All get the same questions. */

import { cpuSeconds } from './cores.ts';
import type { Bench, Figure } from './figure.ts';
import type { Load } from './load.ts';
import { expectRightAnswers, loadOf } from './rivals/ask-rival.ts';
import { blockListServer } from './rivals/block-list.ts';
import { nginxGeo } from './rivals/nginx-geo.ts';
import { postfwd } from './rivals/postfwd.ts';
import { hasProgram } from './rivals/program.ts';
import type { Rival, RunningRival } from './rivals/rival.ts';
import { rspamd } from './rivals/rspamd.ts';
import { sendgate } from './rivals/sendgate.ts';
import { medians } from './rounds.ts';
import { accountLists, ENTRIES_EACH, questionsAbout } from './sending-questions.ts';

const ACCOUNTS = 10;
const CONNECTIONS = 16;
const ROUND_MS = 1_000;
const ROUNDS = 5;

const RIVALS: readonly Rival[] = [sendgate, rspamd, postfwd, nginxGeo, blockListServer];

const lists = accountLists(ACCOUNTS);
const questions = questionsAbout(lists);
const refusals = questions.filter(({ allowed }) => !allowed).length;
const percentRefused = Math.round((refusals / questions.length) * 100);

export const sideBySide: Bench = {
  title: 'Side by side with what people use instead',
  method: `${ACCOUNTS} accounts with ${ENTRIES_EACH} entries each, IPv4 addresses and segments (postfwd knows no IPv6 segments); the same ${questions.length} questions over and over, ${percentRefused} % of them refused, each answered once by each server before the measuring, and rightly. ${CONNECTIONS} connections, kept by all but rspamd, which ends each after its answer; one worker process (postfwd: one a connection); each on one core, the client on another; no logs. A figure is answers in a second of the processor’s time that the server and its children took, saturated: what a server waits for another is not counted. Sendgate is raw workerd with the deployed bundle, relay token, list in the isolate, senders recorded, refusals confirmed at the account’s object. rspamd has the multimap module alone and a message of one line; postfwd its cache off, as each question is another message’s; nginx’s geo and a Node http server with net.BlockList are static lists, without authentication, reloaded by hand.`,
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
      const rival = running.use(await start(lists));
      await expectRightAnswers(name, rival, questions);
      progress(`${name} answers`);
      started.push([name, rival]);
    }
    const subjects = await Promise.all(
      started.map(async ([name, rival]) => {
        const load = running.use(await loadOf(rival, questions, CONNECTIONS));
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

const COMPARISONS = [{ ours: sendgate.name, theirs: rspamd.name, atLeast: 1 }];

async function answersPerCpuSecond(load: Load, { pid }: RunningRival): Promise<number> {
  const before = cpuSeconds(pid);
  const { answers } = await load.saturate(ROUND_MS);
  return answers / (cpuSeconds(pid) - before);
}
