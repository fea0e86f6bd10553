/**
 * The result of reading a list: the values it lets in, the texts that were not taken with the reason, and the
 * lines that do not say who may send.
 */
import type { ValueFormat, ValueProblemReason } from '../value-problem.ts';

export interface ReadList {
  readonly rows: readonly ListRow[];
  readonly rejects: readonly Reject[];
  readonly ignored: readonly Ignored[];
}

export interface ListRow {
  /** The number of the line with the value, counted from 1. */
  readonly line: number;
  /** The value in canonical text. */
  readonly value: string;
  readonly format: ValueFormat;
  readonly remark: string;
  readonly expiresAt: string | null;
  /**
   * The value as the text has it. It is null if the strict parser accepts exactly that text and drops
   * nothing.
   */
  readonly was: string | null;
  readonly change: Change | null;
}

export interface Reject {
  readonly line: number;
  /** The text that was not taken: the token, or else the line. */
  readonly text: string;
  readonly reason: RejectReason;
  /** A text that reads as a row if it replaces `text`. */
  readonly suggestion: string | null;
}

export interface Ignored {
  readonly line: number;
  readonly text: string;
  readonly why: 'comment' | 'heading' | 'syntax' | 'default' | 'off' | 'text';
}

/** The way in which a value was mended. If there are several, the first in this order counts. */
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

/**
 * The form of a piece between the stages. A row keeps the text of its value, because a later stage may have to
 * refuse it.
 */
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

/** Takes rows back. Each becomes what `instead` makes of its line and text. */
export function withoutRows(
  found: readonly FoundPiece[],
  instead: (line: number, token: string) => FoundPiece,
): FoundPiece[] {
  return found.map((each) => (each.kind === 'row' ? instead(each.row.line, each.token) : each));
}

export function deny(found: readonly FoundPiece[]): FoundPiece[] {
  return withoutRows(found, (line, token) => reject(line, token, 'denied')).map((each) =>
    // Many lists end with a line that refuses all other addresses. It is no mistake, so it is ignored.
    each.kind === 'reject' && each.reject.reason === 'whole-family'
      ? ignore(each.reject.line, each.reject.text, 'default')
      : each,
  );
}
