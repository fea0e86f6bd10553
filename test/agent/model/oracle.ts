/**
 * The answers that R26's table allows, by what the agent has heard, its clocks, and what the Worker said. It knows
 * nothing of the agent's code.
 */
import {
  type AccountBook,
  type AccountState,
  type Included,
  type State,
  verdictOf,
} from './account-book.ts';
import { ageOf, type Heard, type Moment, type Told, timeOf } from './heard.ts';

export const FRESH_MS = 30_000;
export const MAX_STALE_MS = 3_600_000;

export interface Question {
  readonly login: string;
  readonly address: string;
}

/** What came from the Worker to the agent. `none`: it was not asked, or gave no answer of its own. */
export type Said =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'decision';
      readonly verdict: string;
      readonly reason: string;
      readonly byNobody: boolean;
    }
  | { readonly kind: 'bad-token' | 'bad-question' | 'rate-limited' };

type Own =
  | { readonly state: 'live'; readonly account: AccountState; readonly isUnreadable: boolean }
  | { readonly state: 'deleted' | 'unknown' | 'none' | 'shut' };

/** The copy that decides. */
type Copy =
  | { readonly state: 'live'; readonly account: AccountState; readonly isUnreadable: boolean }
  | { readonly state: 'deleted' }
  | { readonly state: 'none'; readonly domain?: AccountState };

/** Whether the Worker must not be asked, and the answer. */
export type Permitted = readonly [isAsked: boolean, kind: string, verdict?: string];

export function permitted(
  book: AccountBook,
  heard: Heard,
  now: Moment,
  question: Question,
  said: Said,
): Permitted[] {
  const age = ageOf(heard, now);
  const time = timeOf(heard, now);
  return copiesOf(book, heard, question.login).flatMap((copy) =>
    listsOf(book, heard, copy).map((lists) =>
      answerOf({ heard, copy, lists, age, time, address: question.address, said }),
    ),
  );
}

interface Situation {
  readonly heard: Heard;
  readonly copy: Copy;
  readonly lists: { readonly known: readonly Included[]; readonly isUnreadable: boolean };
  readonly age: number;
  readonly time: number;
  readonly address: string;
  readonly said: Said;
}

function answerOf(situation: Situation): Permitted {
  const { heard, copy, lists, age, time, address, said } = situation;
  const account = copy.state === 'live' ? copy.account : undefined;
  const verdict = account && verdictOf(account, lists.known, address, time);
  const mayDecide =
    copy.state === 'live' && !copy.isUnreadable && !lists.isUnreadable && !copy.account.strict;
  if (age <= FRESH_MS && mayDecide && verdict === 'allow') return [false, 'allowed', 'allow'];
  const isUnread = said.kind === 'decision' && said.reason === 'unavailable' && said.byNobody;
  if (said.kind === 'decision' && !isUnread) return [true, kindOf(said), said.verdict];
  if (said.kind !== 'decision' && said.kind !== 'none') return [true, said.kind];
  if (copy.state === 'deleted' || verdict === 'suspended') return [true, 'refused', 'deny'];
  if (mayDecide && age < MAX_STALE_MS && (verdict === 'allow' || verdict === 'deny'))
    return verdict === 'allow' ? [true, 'allowed', 'allow'] : [true, 'unavailable', 'deny'];
  const usual = said.kind === 'none' ? heard.failMode === 'open' : said.verdict === 'allow';
  return isOpen(copy, usual) ? [true, 'allowed', 'allow'] : [true, 'unavailable', 'deny'];
}

function kindOf({
  verdict,
  reason,
}: {
  readonly verdict: string;
  readonly reason: string;
}): string {
  if (verdict === 'allow') return 'allowed';
  return reason === 'unavailable' ? 'unavailable' : 'refused';
}

/** The fail mode of the account, else the deployment's. An account that only closes opens nothing. */
function isOpen(copy: Copy, usual: boolean): boolean {
  if (copy.state === 'live') {
    const { failMode } = copy.account;
    return failMode === 'default' ? usual : failMode === 'open';
  }
  const domain = copy.state === 'none' ? copy.domain : undefined;
  return domain?.suspended || domain?.failMode === 'closed' ? false : usual;
}

/** Every copy that could decide for the login: an account may have changed while the page was written. */
function copiesOf(book: AccountBook, heard: Heard, login: string): Copy[] {
  const domain = login.slice(login.indexOf('@'));
  return namedCopies(book, heard, login).flatMap((own) => {
    if (own.state === 'live') return [own];
    if (own.state === 'shut') return [{ state: 'deleted' as const }];
    return namedCopies(book, heard, domain).map((ofDomain): Copy => {
      if (own.state === 'unknown')
        return ofDomain.state === 'live'
          ? { state: 'none', domain: ofDomain.account }
          : { state: 'none' };
      if (ofDomain.state === 'live') return ofDomain;
      if (ofDomain.state === 'unknown') return { state: 'none' };
      return own.state === 'deleted' ? { state: 'deleted' } : { state: 'none' };
    });
  });
}

function namedCopies(book: AccountBook, { names }: Heard, name: string): Own[] {
  const told = names.get(name);
  if (told === undefined) return [{ state: 'none' }];
  const { state, isUnreadable } = told;
  if (state === 'unknown') return [{ state }];
  // Something that nobody could read was made of the deleted account.
  if (state === 'deleted') return [{ state: isUnreadable ? 'shut' : 'deleted' }];
  const states = statesOf(book.account(name).between(told.from, told.until));
  return states.map((account) => ({ state, account, isUnreadable }));
}

function statesOf<Kept>(states: readonly State<Kept>[]): Kept[] {
  return states.filter((state) => state !== undefined) as Kept[];
}

function listsOf(book: AccountBook, heard: Heard, copy: Copy): Situation['lists'][] {
  const names = copy.state === 'live' ? copy.account.lists : [];
  const isUnreadable = names.some((name) => heard.names.get(name)?.isUnreadable === true);
  const all = names.reduce<Included[][]>(
    (ways, name) => {
      const could = couldBe(book, heard.names.get(name), name);
      return ways.flatMap((way) => could.map((one) => [...way, one]));
    },
    [[]],
  );
  return all.map((known) => ({ known, isUnreadable }));
}

function couldBe(book: AccountBook, told: Told | undefined, name: string): Included[] {
  if (told?.state === 'deleted' && !told.isUnreadable) return ['gone'];
  if (told?.state !== 'live') return ['unread'];
  return statesOf(book.list(name).between(told.from, told.until));
}
