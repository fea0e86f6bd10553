/**
 * Tests what mail servers do with the mails of each case, and that no password leaves them. All servers
 * play a case at the same time.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allDone } from './all-done.ts';
import type { Case, Fate, Scene } from './cases.ts';
import type { Column } from './columns.ts';
import type { MailServer } from './mail-server.ts';
import { Meeting } from './meeting.ts';
import { holdsSecret, PASSWORD } from './passwords.ts';
import { type Attempt, sendMail } from './smtp-client.ts';
import type { Surroundings } from './surroundings.ts';
import { DIRECTLY, type Way } from './way.ts';

const HOOK_MS = 60_000;

export interface ColumnTests {
  readonly surroundings: () => Surroundings;
  /** Absent: the servers ask the Worker directly. */
  readonly way?: () => Way;
  /** Gets the codes of each row. */
  readonly note?: (row: string, column: string, codes: string) => void;
}

/** The servers of the columns, while the tests run. */
export type Servers = (column: Column) => MailServer;

export function testColumns(
  columns: readonly Column[],
  cases: readonly Case[],
  { surroundings, way = () => DIRECTLY, note = () => {} }: ColumnTests,
): Servers {
  const servers = new Map<Column, MailServer>();
  const starting = new AsyncDisposableStack();
  const serverOf = (column: Column) => {
    const server = servers.get(column);
    if (!server) throw new Error(`${column.name} has not started`);
    return server;
  };

  beforeAll(async () => {
    const { api, setUp } = surroundings();
    const logins = columns.flatMap((column) => cases.map((_, index) => loginOf(column, index)));
    await Promise.all(logins.map((login) => api.createAccount(login)));
    const starts = columns.map(async (column) => {
      const setup = way().through(setUp(folderOf(column.name)));
      servers.set(column, starting.use(await column.start(setup)));
    });
    await allDone(starts);
  }, HOOK_MS);
  afterAll(() => starting.disposeAsync(), HOOK_MS);

  const rows = cases.map((row, index) => ({
    ...row,
    index,
    players: columns.filter((column) => isFor(row, column)),
  }));
  const played = rows.filter(({ players }) => players.length > 0);
  it.each(played)('$title', async ({ players, index, ...row }) => {
    const meeting = new Meeting(players.length);
    const seen = await allDone(
      players.map(async (column) => {
        const stage = { ...surroundings(), way: way(), meeting, port: serverOf(column).port };
        const mails = await playCase(row, column, index, stage).finally(() => meeting.leave());
        note(row.title, column.name, mails.map(({ code }) => code).join(' '));
        return { column, mails };
      }),
    );
    for (const { column, mails } of seen) {
      const { name } = column;
      const codes = mails.map(({ code }) => code);
      expect({ [name]: codes }).toEqual({ [name]: row.fates.map((fate) => codeOf(column, fate)) });
      const routes = mails.flatMap((mail) => mail.routes);
      const strange = routes.filter((route) => route !== way().routeFor(column));
      expect({ [name]: strange }).toEqual({ [name]: [] });
      for (const [at, fate] of row.fates.entries()) {
        const [least, most] = way().questionsFor(column, fate);
        const asked = mails[at]?.routes.length;
        expect(asked, `${name}: questions about mail ${at}`).toBeGreaterThanOrEqual(least);
        expect(asked, `${name}: questions about mail ${at}`).toBeLessThanOrEqual(most);
      }
    }
  });

  it('no password and no hash of one left the mail servers', () => {
    const { questions } = surroundings().front;
    expect(questions.filter(way().isQuestion).length).toBeGreaterThan(played.length);
    expect(questions.filter(holdsSecret)).toEqual([]);
  });
  return serverOf;
}

interface Stage extends Surroundings {
  readonly way: Way;
  readonly meeting: Meeting;
  readonly port: number;
}

interface SentMail {
  readonly code: number | undefined;
  /** The paths of the questions to the Worker. */
  readonly routes: readonly string[];
}

async function playCase(
  row: Case,
  column: Column,
  index: number,
  { api, front, certificates, ca, way, meeting, port }: Stage,
): Promise<SentMail[]> {
  const login = loginOf(column, index);
  const mails: SentMail[] = [];
  const sendNow = async (attempt: Partial<Attempt> & Pick<Attempt, 'from'>) => {
    const before = front.questions.length;
    const { code } = await sendMail(port, ca, { login, password: PASSWORD, ...attempt });
    const asked = front.questions.slice(before).filter(way.isQuestion);
    // Others ask at the same time, about other logins.
    const own = asked.filter((question) => isAbout(question, login));
    mails.push({ code, routes: own.map(({ url }) => url.replace(/\?.*/, '')) });
  };
  const scene: Scene = {
    api,
    front,
    certificates,
    login,
    sendNow,
    async send(attempt) {
      await way.settle({ login, ...attempt });
      await sendNow(attempt);
    },
    async during(fault, part) {
      await meeting.meet(() => fault.begin(scene));
      try {
        await part();
      } finally {
        await meeting.meet(() => fault.end(scene));
      }
    },
  };
  await row.play(scene);
  return mails;
}

/** Each login of a case has the part before the sign of its own one in it. No other case has that. */
function isAbout(question: object, login: string): boolean {
  const [local = ''] = login.split('@');
  return new RegExp(`${local}(?![a-z0-9-])`, 'i').test(JSON.stringify(question));
}

/** The login that sends the mails of a case. */
export function loginOf({ name }: Column, index: number): string {
  return `case${index}.${folderOf(name)}@example.test`;
}

function isFor({ askedAt }: Case, { asksAt }: Column): boolean {
  return askedAt === undefined || askedAt === asksAt;
}

export function codeOf({ refused, undecided, badToken }: Column, fate: Fate): number {
  switch (fate) {
    case 'sent':
      return 250;
    case 'refused':
      return refused;
    case 'undecided':
    case 'unasked':
      return undecided;
    case 'bad token':
      return badToken ?? undecided;
    case 'wrong password':
      return 535;
  }
}

export function folderOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
