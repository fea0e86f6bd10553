/** Judges values by the rules that the Worker adds by (R3–R5), each with its line, before anything is sent. */
import { findCovers } from '../../../shared/allowlist.ts';
import type { Entry } from '../../../shared/api.ts';
import { type AddressRange, holdWholeFamily, parseValue } from '../../../shared/ip-range.ts';
import { hasExpired } from '../../../shared/judge-address.ts';
import type { Change, ListRow, RejectReason } from '../../../shared/read-list/found.ts';
import type { ValueFormat, ValueProblem } from '../../../shared/value-problem.ts';
import { countLive } from '../../model/live-entries.ts';
import type { KnownList } from './known-list.ts';

export interface GivenValue {
  /** Counted from 1. */
  readonly line: number;
  /** As the text has it. */
  readonly text: string;
  readonly format: ValueFormat;
  /** What the text says beside it. */
  readonly row?: ListRow;
}

/** A value that can be added. */
export interface SoundValue extends GivenValue {
  /** Canonical text: of the entry that is renewed, where one is, as it keeps its own. */
  readonly value: string;
  readonly range: AddressRange;
  readonly hostBitsDropped: boolean;
  /** What allows its addresses without it. */
  readonly cover: Cover | null;
  /** An entry of exactly its addresses has expired, and is renewed by it. */
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
    /** It can be read once it is mended; that is never done unasked. */
    | { readonly kind: 'mend'; readonly change: Change; readonly value: string }
    | { readonly kind: 'reject'; readonly reason: RejectReason; readonly suggestion: string | null }
    | { readonly kind: 'listed'; readonly entry: Entry; readonly hasExpired: boolean }
    | { readonly kind: 'repeated'; readonly line: number };
}

export interface Judgement {
  readonly sound: readonly SoundValue[];
  readonly flaws: readonly Flaw[];
  /** Why the sound values can't be added together. */
  readonly together: 'whole-family' | 'over-limit' | null;
  /** How many more live entries the list may have. */
  readonly room: number;
  /** How many of them it has. */
  readonly live: number;
}

/** Exactly what the Worker accepts; all or nothing (R4). */
export function isAcceptable({ sound, flaws, together }: Judgement): boolean {
  return sound.length > 0 && flaws.length === 0 && together === null;
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
    together: judgeTogether(known, sound, room),
    room,
    live,
  };
}

function judgeTogether(
  { listed }: KnownList,
  added: readonly { readonly range: AddressRange }[],
  room: number,
): Judgement['together'] {
  if (added.length === 0) return null;
  if (holdWholeFamily([...listed, ...added].map(({ range }) => range))) return 'whole-family';
  return added.length > room ? 'over-limit' : null;
}

function withCovers(
  { listed }: KnownList,
  sound: readonly Omit<SoundValue, 'cover'>[],
  now: number,
): SoundValue[] {
  // An expired entry allows nothing, so what lies inside it is not there in vain.
  const live = listed
    .filter(({ entry }) => !hasExpired(entry, now))
    .map(({ id, range, entry }) => ({ id, range, value: entry.value, listed: true }));
  // Entry ids have letters and digits only.
  const idOf = (index: number) => `-${index}`;
  const added = sound.map(({ range, value }, index) => {
    return { id: idOf(index), range, value, listed: false };
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
