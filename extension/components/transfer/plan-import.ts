/** What an import would add, what is there already, and what can't be added: known before anything is changed. */

import type { ImportRequest } from '../../../shared/api.ts';
import { formatBySign } from '../../../shared/format-by-sign.ts';
import { MAX_BODY_KIB, MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { isPlainText } from '../../../shared/plain-text.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import { type Flaw, type Judgement, judgeValues, type SoundValue } from '../add/judge-values.ts';
import type { KnownList } from '../add/known-list.ts';
import { splitValues } from '../add/split-values.ts';
import type { ImportRow } from './import-row.ts';
import { parseTime } from './parse-time.ts';

type ImportedEntry = ImportRequest['entries'][number];

export type TermsFault =
  | 'format'
  | 'remark-too-long'
  | 'remark-plain'
  | 'time-form'
  | 'time-passed';

export interface BadRow {
  readonly row: ImportRow;
  readonly why: TermsFault | Flaw;
}

/** What is sent of a value that can be added. */
export interface PlannedEntry extends SoundValue {
  readonly entry: ImportedEntry;
}

export interface ImportPlan {
  readonly added: readonly PlannedEntry[];
  /** Their addresses are on the list, or in the file before. */
  readonly present: readonly Flaw[];
  readonly bad: readonly BadRow[];
  readonly together: Judgement['together'] | 'too-large';
  readonly room: number;
}

export function planImport(known: KnownList, rows: readonly ImportRow[], now: number): ImportPlan {
  const good: ImportRow[] = [];
  const bad: BadRow[] = [];
  for (const row of rows) {
    const fault = findTermsFault(row, now);
    if (fault === undefined) good.push(row);
    else bad.push({ row, why: fault });
  }
  const byNumber = new Map(good.map((row) => [row.number, row]));
  // An import adds what is missing, and leaves alone what is there, expired or not.
  const judged = judgeValues({ ...known, renews: false }, good.map(toGiven), now);
  const { sound, flaws, together, room } = judged;
  for (const flaw of flaws) {
    const row = byNumber.get(flaw.line);
    if (flaw.why.kind === 'unreadable' && row) bad.push({ row, why: flaw });
  }
  const added = sound.map((value) => {
    return { ...value, entry: toImportedEntry(value, byNumber.get(value.line)) };
  });
  return {
    added,
    present: flaws.filter(({ why }) => why.kind !== 'unreadable'),
    bad: bad.toSorted((left, right) => left.row.number - right.row.number),
    together: together ?? (isTooLarge(added.map(({ entry }) => entry)) ? 'too-large' : null),
    room,
  };
}

/** Rows, and after them values from elsewhere. */
export function withValues(rows: readonly ImportRow[], values: readonly string[]): ImportRow[] {
  const last = rows.at(-1)?.number ?? 0;
  const more = values.map((value, index) => {
    return { number: last + 1 + index, value, format: '', remark: '', expiresAt: '' };
  });
  return [...rows, ...more];
}

function findTermsFault(row: ImportRow, now: number): TermsFault | undefined {
  if (findFormat(row) === undefined) return 'format';
  if (row.remark.length > MAX_REMARK_CHARACTERS) return 'remark-too-long';
  if (!isPlainText(row.remark)) return 'remark-plain';
  if (row.expiresAt === '') return undefined;
  const time = parseTime(row.expiresAt);
  if (time === undefined) return 'time-form';
  return time <= now ? 'time-passed' : undefined;
}

function findFormat({ format, value }: ImportRow): ValueFormat | undefined {
  switch (format.toLowerCase()) {
    case '':
      return formatBySign(value);
    case 'address':
      return 'address';
    case 'segment':
      return 'segment';
    case 'range':
      return 'range';
    default:
      return undefined;
  }
}

function toGiven(row: ImportRow) {
  const [alone, ...others] = splitValues(row.value);
  const text = alone !== undefined && others.length === 0 ? alone : row.value;
  return {
    line: row.number,
    text,
    format: findFormat({ ...row, value: text }) ?? formatBySign(text),
  };
}

function toImportedEntry({ format, text }: SoundValue, row: ImportRow | undefined): ImportedEntry {
  const time = row === undefined ? undefined : parseTime(row.expiresAt);
  return {
    format,
    value: text,
    ...(row?.remark && { remark: row.remark }),
    ...(time !== undefined && { expiresAt: new Date(time).toISOString() }),
  };
}

function isTooLarge(entries: readonly ImportedEntry[]): boolean {
  return new Blob([JSON.stringify({ entries })]).size > MAX_BODY_KIB * 1024;
}
