/** Tests what one mail server does with the mails of each case, and that no password leaves it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Case, Fate } from './cases.ts';
import type { Column } from './columns.ts';
import type { MailServer } from './mail-server.ts';
import { holdsSecret, PASSWORD } from './passwords.ts';
import { type Attempt, sendMail } from './smtp-client.ts';
import type { Surroundings } from './surroundings.ts';

const HOOK_MS = 60_000;

/** Tests one server. `note` gets the codes of each row. */
export function testColumn(
  column: Column,
  cases: readonly Case[],
  surroundings: () => Surroundings,
  note: (row: string, codes: string) => void = () => undefined,
): void {
  let server: MailServer | undefined;

  beforeAll(async () => {
    server = await column.start(surroundings().setUp(folderOf(column.name)));
  }, HOOK_MS);
  afterAll(() => server?.[Symbol.asyncDispose](), HOOK_MS);

  const rows = cases
    .map((row, index) => ({ ...row, index }))
    .filter(({ askedAt = column.asksAt }) => askedAt === column.asksAt);
  it.each(rows)('$title', async (row) => {
    const { api, front, certificates, ca } = surroundings();
    const login = loginOf(column, row.index);
    await api.createAccount(login);
    const codes: (number | undefined)[] = [];
    const questions: number[] = [];
    const routes = new Set<string>();
    await row.play({
      api,
      front,
      certificates,
      login,
      async send(attempt: Partial<Attempt> & Pick<Attempt, 'from'>) {
        front.takeQuestions();
        const mail = { login, password: PASSWORD, ...attempt };
        codes.push((await sendMail(server?.port ?? 0, ca, mail)).code);
        const asked = front.takeQuestions();
        questions.push(asked.length);
        for (const { url } of asked) routes.add(url.replace(/\?.*/, ''));
      },
    });
    note(row.title, codes.join(' '));
    expect(codes).toEqual(row.fates.map((fate) => codeOf(column, fate)));
    expect([...routes].filter((route) => route !== column.asksAt)).toEqual([]);
    // A server asks once for each message, however many recipients it has.
    expect(questions).toEqual(row.fates.map((fate) => questionsFor(column, fate)));
  });

  it('no password and no hash of one left the mail server', () => {
    const { questions } = surroundings().front;
    expect(questions.length).toBeGreaterThan(cases.length);
    expect(questions.filter(holdsSecret)).toEqual([]);
  });
}

/** The login that sends the mails of a case. */
export function loginOf({ name }: Column, index: number): string {
  return `case${index}.${folderOf(name)}@example.test`;
}

function codeOf({ refused, undecided, badToken }: Column, fate: Fate): number {
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

function questionsFor({ asksFirst = false }: Column, fate: Fate): number {
  if (fate === 'wrong password') return asksFirst ? 1 : 0;
  return fate === 'unasked' ? 0 : 1;
}

function folderOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
}
