/** Finds what an import would add, what is on the list already, and what can't be added, before anything is changed. */
import type { ImportRequest } from '../../../shared/api.ts';
import { MAX_BODY_KIB, MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { isPlainText } from '../../../shared/plain-text.ts';
import type { ListRow, ReadList } from '../../../shared/read-list/found.ts';
import { needsMend, toFlaw, toGiven, toMend } from '../add/judge-text.ts';
import {
  comesExpired,
  type Flaw,
  type Judgement,
  judgeValues,
  type SoundValue,
} from '../add/judge-values.ts';
import type { KnownList } from '../add/known-list.ts';

type ImportedEntry = ImportRequest['entries'][number];

export type TermsFault = 'remark-too-long' | 'remark-plain';

export interface BadRow {
  readonly line: number;
  readonly text: string;
  readonly why: { readonly fault: TermsFault } | Flaw;
}

/** A value that can be added, with the entry that is sent for it. */
export interface PlannedEntry extends SoundValue {
  readonly entry: ImportedEntry;
  /** It goes onto the list as what it was, and lets nobody in. */
  readonly hasExpired: boolean;
}

export interface ImportPlan {
  readonly added: readonly PlannedEntry[];
  /** Rows whose addresses are already on the list or earlier in the file. */
  readonly present: readonly Flaw[];
  /** Rows that can be added after a correction. */
  readonly mends: readonly Flaw[];
  readonly bad: readonly BadRow[];
  readonly together: Judgement['together'] | 'too-large' | 'too-many-expired';
  readonly room: number;
}

/** `mended` is true if the person has confirmed the corrections. */
export function planImport(
  known: KnownList,
  { rows, rejects }: Pick<ReadList, 'rows' | 'rejects'>,
  now: number,
  mended = false,
): ImportPlan {
  const bad: BadRow[] = rejects.map((reject) => badOf(toFlaw(reject)));
  const good: ListRow[] = [];
  for (const row of rows) {
    const fault = findTermsFault(row);
    if (fault === undefined) good.push(row);
    else bad.push({ line: row.line, text: row.value, why: { fault } });
  }
  const mends = good.filter(needsMend).map(toMend);
  const taken = good.filter((row) => mended || !needsMend(row));
  // An import adds what is missing. It does not touch existing entries, even if they have expired.
  const judged = judgeValues(
    { ...known, renews: false },
    taken.map((row) => toGiven(row)),
    now,
  );
  const { sound, flaws, together, room } = judged;
  for (const flaw of flaws) if (flaw.why.kind === 'unreadable') bad.push(badOf(flaw));
  const added = sound.map((value) => ({
    ...value,
    entry: toImportedEntry(value),
    hasExpired: comesExpired(value, now),
  }));
  return {
    added,
    present: flaws.filter(({ why }) => why.kind !== 'unreadable'),
    mends,
    bad: bad.toSorted((left, right) => left.line - right.line),
    together: together ?? judgeSize(added, known.list.limit),
    room,
  };
}

/** Returns the rows of a text, followed by addresses from elsewhere. */
export function withAddresses({ rows, rejects }: ReadList, addresses: readonly string[]) {
  const last = Math.max(0, ...[...rows, ...rejects].slice(-1).map(({ line }) => line));
  const more = addresses.map((value, index): ListRow => {
    const line = last + 1 + index;
    return { line, value, format: 'address', remark: '', expiresAt: null, was: null, change: null };
  });
  return { rows: [...rows, ...more], rejects };
}

function badOf(flaw: Flaw): BadRow {
  return { line: flaw.line, text: flaw.text, why: flaw };
}

function findTermsFault({ remark }: ListRow): TermsFault | undefined {
  if (remark.length > MAX_REMARK_CHARACTERS) return 'remark-too-long';
  return isPlainText(remark) ? undefined : 'remark-plain';
}

/** A list holds as many expired entries as live ones. */
function judgeSize(added: readonly PlannedEntry[], limit: number): ImportPlan['together'] {
  if (added.filter(({ hasExpired }) => hasExpired).length > limit) return 'too-many-expired';
  return isTooLarge(added.map(({ entry }) => entry)) ? 'too-large' : null;
}

function toImportedEntry({ format, text, row }: SoundValue): ImportedEntry {
  return {
    format,
    value: text,
    ...(row?.remark && { remark: row.remark }),
    ...(row?.expiresAt && { expiresAt: row.expiresAt }),
  };
}

function isTooLarge(entries: readonly ImportedEntry[]): boolean {
  return new Blob([JSON.stringify({ entries })]).size > MAX_BODY_KIB * 1024;
}
