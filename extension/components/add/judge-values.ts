/**
 * Judges values by the Worker's rules for additions (R3–R5) before anything is sent. Each result has its line number.
 */
import { findCovers } from '../../../shared/allowlist.ts';
import type { Entry } from '../../../shared/api.ts';
import { type AddressRange, holdWholeFamily, parseValue } from '../../../shared/ip-range.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import type { Change, ListRow, RejectReason } from '../../../shared/read-list/found.ts';
import type { ValueFormat, ValueProblem } from '../../../shared/value-problem.ts';
import { countLive } from '../../model/live-entries.ts';
import type { KnownList } from './known-list.ts';

export interface GivenValue {
  /** The line number, counted from 1. */
  readonly line: number;
  /** The value as it is written in the text. */
  readonly text: string;
  readonly format: ValueFormat;
  /** The row of the text that has the value, with its remark and expiry. */
  readonly row?: ListRow;
}

/** A value that can be added. */
export interface SoundValue extends GivenValue {
  /** The canonical text. If the value renews an entry, this is the text of that entry, which stays as it is. */
  readonly value: string;
  readonly range: AddressRange;
  readonly hostBitsDropped: boolean;
  /** An entry or another value that allows the same addresses already. */
  readonly cover: Cover | null;
  /** True if an entry of exactly the same addresses has expired. The addition renews that entry. */
  readonly renews: boolean;
}

/** A live entry of the list, or another value of the same input. */
export interface Cover {
  readonly value: string;
  readonly listed: boolean;
}

export interface Flaw extends GivenValue {
  readonly why:
    | { readonly kind: 'unreadable'; readonly problem: ValueProblem }
    /** The value can be read after a correction. The person must confirm it, as it is never made unasked. */
    | { readonly kind: 'mend'; readonly change: Change; readonly value: string }
    | { readonly kind: 'reject'; readonly reason: RejectReason; readonly suggestion: string | null }
    | { readonly kind: 'listed'; readonly entry: Entry; readonly hasExpired: boolean }
    | { readonly kind: 'repeated'; readonly line: number };
}

export interface Judgement {
  readonly sound: readonly SoundValue[];
  readonly flaws: readonly Flaw[];
  /** The reason why the sound values can't be added together. */
  readonly together: 'whole-family' | 'over-limit' | null;
  /** The number of live entries that the list can still take. */
  readonly room: number;
  /** The number of live entries that the list has now. */
  readonly live: number;
}

/** Decides whether the Worker would accept the values. It accepts all of them or none (R4). */
export function isAcceptable({ sound, flaws, together }: Judgement): boolean {
  return sound.length > 0 && flaws.length === 0 && together === null;
}

/** True where its text says when it ends, and that time has come. */
export function comesExpired({ row }: GivenValue, now: number): boolean {
  return hasExpired({ expiresAt: row?.expiresAt ?? null }, now);
}

/** One line may have several. */
export function countFlawedLines(flaws: readonly Flaw[]): number {
  return new Set(flaws.map(({ line }) => line)).size;
}

export function judgeValues(
  known: KnownList,
  given: readonly GivenValue[],
  now: number,
): Judgement {
  const sound: Omit<SoundValue, 'cover'>[] = [];
  const flaws: Flaw[] = [];
  const taken = new Map<string, Flaw['why']>(
    known.listed.map(({ range, entry }) => [
      rangeKey(range),
      { kind: 'listed', entry, hasExpired: hasExpired(entry, now) },
    ]),
  );
  for (const value of given) {
    const parsed = parseValue(value.format, value.text);
    if (!parsed.ok) {
      flaws.push({ ...value, why: { kind: 'unreadable', problem: parsed.error } });
      continue;
    }
    const key = rangeKey(parsed.value.range);
    const twin = taken.get(key);
    const renewed =
      known.renews && twin?.kind === 'listed' && twin.hasExpired ? twin.entry : undefined;
    if (twin && !renewed) {
      flaws.push({ ...value, why: twin });
      continue;
    }
    taken.set(key, { kind: 'repeated', line: value.line });
    const own = renewed?.value ?? parsed.value.value;
    sound.push({ ...value, ...parsed.value, value: own, renews: renewed !== undefined });
  }
  const live = countLive(known.list, now);
  const room = Math.max(0, known.list.limit - live);
  return {
    sound: withCovers(known, sound, now),
    flaws,
    together: judgeTogether(known, sound, room, now),
    room,
    live,
  };
}

function judgeTogether(
  { listed }: KnownList,
  added: readonly Omit<SoundValue, 'cover'>[],
  room: number,
  now: number,
): Judgement['together'] {
  if (added.length === 0) return null;
  if (holdWholeFamily([...listed, ...added].map(({ range }) => range))) return 'whole-family';
  return added.filter((value) => !comesExpired(value, now)).length > room ? 'over-limit' : null;
}

function withCovers(
  { listed }: KnownList,
  sound: readonly Omit<SoundValue, 'cover'>[],
  now: number,
): SoundValue[] {
  // An expired entry allows nothing, so it does not cover the values inside it.
  const live = listed
    .filter(({ entry }) => !hasExpired(entry, now))
    .map(({ id, range, entry }) => ({ id, range, value: entry.value, listed: true }));
  // Entry ids contain only letters and digits, so an id with a hyphen is never the id of an entry.
  const idOf = (index: number) => `-${index}`;
  const added = sound.flatMap((value, index) => {
    const { range, value: text } = value;
    return comesExpired(value, now) ? [] : [{ id: idOf(index), range, value: text, listed: false }];
  });
  const covers = findCovers<Cover & { readonly id: string; readonly range: AddressRange }>([
    ...live,
    ...added,
  ]);
  return sound.map((value, index) => ({ ...value, cover: covers.get(idOf(index)) ?? null }));
}

function rangeKey({ first, last }: AddressRange): string {
  return `${first}-${last}`;
}
