/** Builds allowlists, entries and requests for tests, and reads their results. */
import type {
  Addition,
  Allowlist,
  ChangeResult,
  Entry,
  ListChange,
  Origin,
} from '../../shared/allowlist.ts';
import { compileList } from '../../shared/compiled-list.ts';
import { type DecisionReason, decide, type Verdict } from '../../shared/decision.ts';
import { readAddress } from '../../shared/ip-address.ts';
import { parseValue } from '../../shared/ip-range.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';

export const NOW = Date.UTC(2030, 0, 31, 8);
export const HOUR = 3_600_000;
export const MANAGER = { tokenId: 't1', name: 'manager' };

export const OFF_LIST: Allowlist = { mode: 'off', limit: 10, entries: [] };

/** The part of an account's record about its list. */
export function recordAt(revision: number) {
  return { account: 'sender@example.com', suspended: false, revision };
}

/** Builds an entry. A sign in the text tells its format. */
export function buildEntry(id: string, text: string, terms: Partial<Entry> = {}): Entry {
  const format: ValueFormat = text.includes('/')
    ? 'segment'
    : text.includes('-')
      ? 'range'
      : 'address';
  const parsed = parseValue(format, text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
  const { value, range } = parsed.value;
  const given = { id, format, value, range };
  return { ...given, remark: '', createdAt: NOW, createdBy: MANAGER, expiresAt: null, ...terms };
}

/** An enforced list of these texts, with the ids e1, e2, … and room for 10. */
export function buildList(...texts: string[]): Allowlist {
  return listOf(texts.map((text, index) => buildEntry(`e${index + 1}`, text)));
}

export function listOf(entries: readonly Entry[], terms: Partial<Allowlist> = {}): Allowlist {
  return { mode: 'enforce', limit: 10, entries, ...terms };
}

export function addition(
  format: ValueFormat,
  values: readonly string[],
  terms: Partial<Addition> = {},
): Addition {
  return { format, values, remark: '', expiresAt: null, ...terms };
}

/** New ids are n1, n2, …, or begin with another letter. */
export function buildOrigin(createdAt = NOW, letter = 'n'): Origin {
  let count = 0;
  return { createdAt, createdBy: MANAGER, newId: () => `${letter}${++count}` };
}

export function expectChange(result: ChangeResult): ListChange {
  if (!result.ok) throw new Error(`refused: ${result.error.code}, ${result.error.detail}`);
  return result.value;
}

export function expectProblem(result: ChangeResult): Problem {
  if (result.ok) throw new Error('the change was accepted');
  return result.error;
}

/** The canonical values on a list, in its order. */
export function valuesOf(list: Pick<Allowlist, 'entries'>): string[] {
  return list.entries.map((entry) => entry.value);
}

export interface ListAnswer {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  /** The id of the entry that matched. */
  readonly entry: string | undefined;
}

/** Asks the list about an address. The list is compiled, as the edge holds it. */
export function askList(list: Allowlist, text: string, now = NOW, suspended = false): ListAnswer {
  const words = new Uint32Array(4);
  if (!readAddress(text, words)) throw new Error(`${text} is no address`);
  const compiled = compileList(list.entries);
  const decision = decide({ ...compiled, mode: list.mode, suspended }, words, now);
  const { verdict, reason, entryIndex } = decision;
  const entry = entryIndex === undefined ? undefined : list.entries[entryIndex]?.id;
  return { verdict, reason, entry };
}
