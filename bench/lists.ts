/** Measures what shared lists cost: a check, the memory of a copy, and the preview of a change of a list. */
import type * as api from '../shared/api.ts';
import { bare, CheckScene, requestReader } from './check-scene.ts';
import type { Bench, Figure } from './figure.ts';
import { COPIES, measureCopies } from './list-copies.ts';
import { median } from './rounds.ts';
import { measureServerTimes } from './server-time.ts';
import { startWorkerd } from './workerd.ts';

const ROUNDS = 40;
const LISTS = 8;
const LIST_ENTRIES = 1_000;
const PLAIN = 'plain@example.com';
const INCLUDING = 'including@example.com';
const DOMAIN = '@domain.example';
const LOGIN = 'user@domain.example';
const PREVIEWED = 'previewed';
const PREVIEWED_ACCOUNTS = 250;
const PREVIEWED_SENDERS = 20;
const PREVIEWS = 11;

export const lists: Bench = {
  title: 'Shared lists and domain accounts',
  method: `Checks as in “A check at the edge”: an account of 10 entries that includes ${LISTS} lists of ${LIST_ENTRIES.toLocaleString('en')} entries each, asked about addresses of the last list, beside an account of 10 entries without lists, and a login that has the list of its domain. The memory of a copy is measured in this process, over ${COPIES.toLocaleString('en')} accounts of 10 entries that all include the same three lists. The preview is asked of raw workerd: ${PREVIEWED_ACCOUNTS} accounts include the list, each with ${PREVIEWED_SENDERS} recent senders that only the list lets in.`,
  async measure(progress) {
    progress('copies of accounts');
    const moreBytes = await measureCopies();
    return [
      ...(await measureChecks(progress)),
      {
        what: 'memory of a copy that includes three lists',
        value: moreBytes,
        unit: 'B',
        atMost: 100,
        note: 'more than of one without lists',
      },
      await measurePreview(progress),
    ];
  },
};

async function measureChecks(progress: (line: string) => void): Promise<Figure[]> {
  await using workerd = await startWorkerd();
  const scene = await CheckScene.set(workerd);
  progress(`${LISTS} lists of ${LIST_ENTRIES.toLocaleString('en')} entries`);
  await scene.account(PLAIN, 10);
  await scene.account(DOMAIN, 10);
  const inLast = await scene.includingAccount(INCLUDING, LISTS, LIST_ENTRIES);
  const plain = scene.get('plain', PLAIN);
  const including = scene.get('including', INCLUDING, inLast);
  const domain = scene.get('domain', LOGIN);
  progress('checks');
  const times = await measureServerTimes(
    workerd.pid,
    [bare(workerd), plain, including, domain, requestReader(workerd, including)],
    ROUNDS,
  );
  return [
    {
      what: `allowed by the last of ${LISTS} lists`,
      value: times.ratio('including', 'plain'),
      unit: '×',
      atLeast: 0.8,
      note: `of a check without lists; ${times.ratio('including', 'reader of including').toFixed(3)} of a Worker that reads the same request and answers at once, ${times.ratio('including', 'bare').toFixed(3)} of bare, of which the check without lists has ${times.ratio('plain', 'bare').toFixed(3)}`,
    },
    {
      what: 'allowed by the list of the domain',
      value: times.ratio('domain', 'plain'),
      unit: '×',
      atLeast: 0.8,
      note: 'of a check of a login with an account of its own',
    },
  ];
}

async function measurePreview(progress: (line: string) => void): Promise<Figure> {
  await using workerd = await startWorkerd();
  const scene = await CheckScene.set(workerd);
  progress(`${PREVIEWED_ACCOUNTS} accounts that include a list`);
  const entries = await scene.previewedList(PREVIEWED, PREVIEWED_ACCOUNTS, PREVIEWED_SENDERS);
  progress('previews');
  const seconds: number[] = [];
  for (let turn = 0; turn < PREVIEWS; turn++) {
    const askedAt = performance.now();
    const preview = await scene.provisioner.call<{ affected: { cutOff: api.Sender[] }[] }>(
      'POST',
      `/v1/lists/${PREVIEWED}/allowlist/preview?limit=${PREVIEWED_ACCOUNTS}`,
      { deleteEntries: { entries } },
    );
    seconds.push((performance.now() - askedAt) / 1_000);
    const cutOff = preview.affected.flatMap((account) => account.cutOff).length;
    if (cutOff !== PREVIEWED_ACCOUNTS * PREVIEWED_SENDERS)
      throw new Error(`the preview names ${cutOff} senders`);
  }
  return {
    what: `preview of a change of a list over ${PREVIEWED_ACCOUNTS} accounts`,
    value: median(seconds),
    unit: 's',
    atMost: 1,
    note: `the slowest of ${PREVIEWS}: ${Math.max(...seconds).toFixed(2)} s`,
  };
}
