/** Judges a typed or pasted text: its values, and the parts of it that are not values. */

import { formatBySign } from '../../../shared/format-by-sign.ts';
import type { ListRow, ReadList, Reject } from '../../../shared/read-list/found.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import { type Flaw, type GivenValue, type Judgement, judgeValues } from './judge-values.ts';
import type { KnownList } from './known-list.ts';

/** True if the value was read in another spelling than the text has. The person must then confirm the value. */
export function needsMend({ change }: ListRow): boolean {
  // An address inside a segment may stand for the segment. That is worth a note, but it is not a flaw.
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

/** Returns the format that most values have. Without values, it is an address. */
export function formatOf({ rows }: ReadList): ValueFormat {
  const counts = { address: 0, segment: 0, range: 0 };
  for (const { format } of rows) counts[format]++;
  const most = Math.max(counts.address, counts.segment, counts.range);
  if (counts.address === most) return 'address';
  return counts.segment === most ? 'segment' : 'range';
}

export interface Together {
  /** The remark that all values share. Empty if they have none, null if their remarks differ. */
  readonly remark: string | null;
  /** True if the values have several formats, different remarks or an expiry. Only an import keeps those. */
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

/**
 * Counts what there is to look at in a text from a page: the values, and the parts that may have been meant as
 * values.
 */
export function countFound(text: string): number {
  const { rows, rejects } = readList(text);
  return rows.length + rejects.length;
}
