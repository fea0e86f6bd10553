/** What a typed or pasted text says, judged: its values, and whatever in it is none. */

import { formatBySign } from '../../../shared/format-by-sign.ts';
import type { ListRow, ReadList, Reject } from '../../../shared/read-list/found.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import { type Flaw, type GivenValue, type Judgement, judgeValues } from './judge-values.ts';
import type { KnownList } from './known-list.ts';

/** True where the value is not what the text has, and somebody has to say that it is meant. */
export function needsMend({ change }: ListRow): boolean {
  // That a segment is given by an address inside it is a note, and no fault.
  return change !== null && change !== 'host-bits';
}

export function toGiven(row: ListRow, format: ValueFormat = row.format): GivenValue {
  return {
    line: row.line,
    text: row.change === 'host-bits' && row.was !== null ? row.was : row.value,
    format,
    row,
  };
}

export function toMend(row: ListRow): Flaw {
  const { line, value, format, was, change } = row;
  return {
    line,
    text: was ?? value,
    format,
    row,
    why: { kind: 'mend', change: change ?? 'spelling', value },
  };
}

export function toFlaw({ line, text, reason, suggestion }: Reject): Flaw {
  return { line, text, format: formatBySign(text), why: { kind: 'reject', reason, suggestion } };
}

export function judgeRead(
  known: KnownList,
  read: ReadList,
  format: ValueFormat,
  now: number,
): Judgement {
  const plain = read.rows.filter((row) => !needsMend(row));
  const judged = judgeValues(
    known,
    plain.map((row) => toGiven(row, format)),
    now,
  );
  const others = [...read.rows.filter(needsMend).map(toMend), ...read.rejects.map(toFlaw)];
  const flaws = [...judged.flaws, ...others].toSorted((left, right) => left.line - right.line);
  return { ...judged, flaws };
}

/** The format of most values; an address where there is none. */
export function formatOf({ rows }: ReadList): ValueFormat {
  const counts = { address: 0, segment: 0, range: 0 };
  for (const { format } of rows) counts[format]++;
  const most = Math.max(counts.address, counts.segment, counts.range);
  if (counts.address === most) return 'address';
  return counts.segment === most ? 'segment' : 'range';
}

export interface Together {
  /** The one remark of all values; null where they have different ones. */
  readonly remark: string | null;
  /** They are of several formats, have remarks of their own or end: only an import keeps that. */
  readonly needsImport: boolean;
}

export function readTogether({ rows }: ReadList): Together {
  const remarks = new Set(rows.map(({ remark }) => remark));
  const formats = new Set(rows.map(({ format }) => format));
  const remark = remarks.size > 1 ? null : ([...remarks][0] ?? '');
  const ends = rows.some(({ expiresAt }) => expiresAt !== null);
  return {
    remark,
    needsImport: (rows.length > 1 && (formats.size > 1 || remark === null)) || ends,
  };
}

/** How much of a text from a page there is to look at: values, and what may have been meant to be one. */
export function countFound(text: string): number {
  const { rows, rejects } = readList(text);
  return rows.length + rejects.length;
}
