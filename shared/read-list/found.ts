/** What a list is read into: what it lets in, what was not taken and why, and what says nothing about who may send. */
import type { ValueFormat, ValueProblemReason } from '../value-problem.ts';

export interface ReadList {
  readonly rows: readonly ListRow[];
  readonly rejects: readonly Reject[];
  readonly ignored: readonly Ignored[];
}

export interface ListRow {
  /** Counted from 1: where the value stands. */
  readonly line: number;
  /** Canonical. */
  readonly value: string;
  readonly format: ValueFormat;
  readonly remark: string;
  readonly expiresAt: string | null;
  /** The value as the text has it; null where the strict parser takes just that, and drops nothing of it. */
  readonly was: string | null;
  readonly change: Change | null;
}

export interface Reject {
  readonly line: number;
  /** What was not taken: the token, or else the line. */
  readonly text: string;
  readonly reason: RejectReason;
  /** Put in the place of `text`, it reads as a row. */
  readonly suggestion: string | null;
}

export interface Ignored {
  readonly line: number;
  readonly text: string;
  readonly why: 'comment' | 'heading' | 'syntax' | 'default' | 'off' | 'text';
}

/** How a value was mended; of several, the first in this order. */
export type Change =
  | 'netmask'
  | 'wildcard'
  | 'partial'
  | 'short-range'
  | 'range-sign'
  | 'port'
  | 'brackets'
  | 'doubled-colons'
  | 'spelling'
  | 'host-bits';

export type RejectReason =
  | ValueProblemReason
  | 'mask'
  | 'wildcard'
  | 'partial'
  | 'ambiguous'
  | 'in-text'
  | 'other-role'
  | 'denied'
  | 'url'
  | 'reference'
  | 'expiry'
  | 'workbook'
  | 'not-text';

/** Between the stages: a row keeps the text of its value, which a later stage may have to refuse. */
export type FoundPiece =
  | { readonly kind: 'row'; readonly token: string; readonly row: ListRow }
  | { readonly kind: 'reject'; readonly reject: Reject }
  | { readonly kind: 'ignored'; readonly ignored: Ignored };

export function reject(
  line: number,
  text: string,
  reason: RejectReason,
  suggestion: string | null = null,
): FoundPiece {
  return { kind: 'reject', reject: { line, text, reason, suggestion } };
}

export function ignore(line: number, text: string, why: Ignored['why']): FoundPiece {
  return { kind: 'ignored', ignored: { line, text, why } };
}

export function lineOf(found: FoundPiece): number {
  if (found.kind === 'row') return found.row.line;
  return found.kind === 'reject' ? found.reject.line : found.ignored.line;
}

/** Takes values back: each becomes what `instead` makes of its line and text. */
export function withoutRows(
  found: readonly FoundPiece[],
  instead: (line: number, token: string) => FoundPiece,
): FoundPiece[] {
  return found.map((each) => (each.kind === 'row' ? instead(each.row.line, each.token) : each));
}

export function deny(found: readonly FoundPiece[]): FoundPiece[] {
  return withoutRows(found, (line, token) => reject(line, token, 'denied')).map((each) =>
    // Everyone is refused: what a list says of all the others.
    each.kind === 'reject' && each.reject.reason === 'whole-family'
      ? ignore(each.reject.line, each.reject.text, 'default')
      : each,
  );
}
