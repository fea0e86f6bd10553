/** What an agent makes of an outage, with real mail servers. The tests build on each other. */
import { beforeAll, expect, it } from 'vitest';
import type { AgentWay } from './agent-way.ts';
import { allDone } from './all-done.ts';
import type { Fate } from './cases.ts';
import type { AgentColumn } from './columns.ts';
import type { Table } from './describe-table.ts';
import { PASSWORD } from './passwords.ts';
import { LISTED, sendMail, UNLISTED } from './smtp-client.ts';
import { codeOf, folderOf } from './test-columns.ts';

const HOOK_MS = 60_000;

/** The accounts that each server has. All have LISTED in their lists. */
const ACCOUNTS = ['listed', 'suspended', 'open'] as const;
type Account = (typeof ACCOUNTS)[number];
type Mail = readonly [account: Account, from: string];

export function testOutage({
  surroundings,
  way,
  columns,
  serverOf,
  note,
}: Table<AgentWay, AgentColumn>): void {
  beforeAll(async () => {
    const { api } = surroundings();
    const made = columns.map(async (column) => {
      for (const account of ACCOUNTS) {
        await api.createAccount(loginOf(column, account));
        await api.addEntry(loginOf(column, account), LISTED);
      }
      await api.suspend(loginOf(column, 'suspended'), true);
      await api.setFailMode(loginOf(column, 'open'), 'open');
    });
    await Promise.all(made);
    // An agent without a state writes one as soon as it has all.
    await way().kill();
    way().forget();
    await way().start();
    await way().untilStatus(({ copies }) => copies.stateWrites > 0);
    await surroundings().front.stop();
  }, HOOK_MS);

  async function send(column: AgentColumn, [account, from]: Mail) {
    const { port } = serverOf(column);
    const mail = { login: loginOf(column, account), password: PASSWORD, from };
    return (await sendMail(port, surroundings().ca, mail)).code;
  }

  /** Sends the mails with each server, and compares their ends. */
  async function expectEnds(
    row: string,
    mails: readonly Mail[],
    wanted: (column: AgentColumn) => readonly number[],
  ): Promise<void> {
    const ends = columns.map(async (column) => {
      const codes: (number | undefined)[] = [];
      for (const mail of mails) codes.push(await send(column, mail));
      note(row, column.name, codes.join(' '));
      return [column.name, codes];
    });
    const all = columns.map((column) => [column.name, wanted(column)]);
    expect(Object.fromEntries(await allDone(ends))).toEqual(Object.fromEntries(all));
  }

  const fates =
    (...ends: readonly Fate[]) =>
    (column: AgentColumn) =>
      ends.map((end) => codeOf(column, end));

  const ALL_KINDS: readonly Mail[] = [
    ['listed', LISTED],
    ['listed', UNLISTED],
    ['suspended', LISTED],
  ];

  const GONE = 'Worker gone: listed goes on, not listed waits, suspended is refused';
  it(GONE, async () => {
    await expectEnds(GONE, ALL_KINDS, fates('sent', 'undecided', 'refused'));
  });

  const RESTARTED = 'Worker gone, agent killed and started: the same';
  it(RESTARTED, async () => {
    await way().kill();
    // No copy allows before the Worker has been asked.
    await way().start('--fresh', '0');
    await expectEnds(RESTARTED, ALL_KINDS, fates('sent', 'undecided', 'refused'));
  });

  const TOO_LONG =
    'gone longer than --max-stale: listed waits, fail mode open, suspended is refused';
  it(TOO_LONG, async () => {
    await way().kill();
    await way().start('--fresh', '0', '--max-stale', '1');
    await way().untilStatus(({ copies }) => (copies.ageSeconds ?? 0) > 1);
    const mails: readonly Mail[] = [
      ['listed', LISTED],
      ['open', UNLISTED],
      ['suspended', LISTED],
    ];
    await expectEnds(TOO_LONG, mails, fates('undecided', 'sent', 'refused'));
  });

  const BACK = 'back again: not listed is refused, added at once, listed costs no question';
  it(BACK, async () => {
    const { api, front } = surroundings();
    await way().kill();
    await way().start();
    await front.resume();
    await expectEnds(BACK, [['listed', UNLISTED]], fates('refused'));
    const logins = columns.map((column) => loginOf(column, 'listed'));
    await Promise.all(logins.map((login) => api.addEntry(login, UNLISTED)));
    await expectEnds(BACK, [['listed', UNLISTED]], fates('sent'));
    await Promise.all(logins.map((login) => way().settle({ login, from: LISTED })));
    const asked = front.questions.length;
    await expectEnds(BACK, [['listed', LISTED]], fates('sent'));
    expect(front.questions.slice(asked).filter(way().isQuestion)).toEqual([]);
  });

  const REMOVED = 'removed: refused after a synchronisation';
  it(REMOVED, async () => {
    const { api } = surroundings();
    const removed = columns.map(async (column) => {
      const login = loginOf(column, 'listed');
      const { entries } = await api.readAllowlist(login);
      const entry = entries.find(({ value }) => value === LISTED);
      await api.deleteEntry(login, entry?.id ?? '');
      await way().settle({ login, from: LISTED });
    });
    await Promise.all(removed);
    await expectEnds(REMOVED, [['listed', LISTED]], fates('refused'));
  });

  const NO_AGENT = 'no agent runs: nobody sends';
  it(NO_AGENT, async () => {
    await way().kill();
    await expectEnds(NO_AGENT, [['listed', UNLISTED]], ({ withoutAgent }) => [withoutAgent]);
  });
}

function loginOf({ name }: AgentColumn, account: Account): string {
  return `${account}.${folderOf(name)}@outage.test`;
}
