/** What a file has of one entry, as it is written there. */
export interface ImportRow {
  /** The line, or which entry of a JSON array, counted from 1. */
  readonly number: number;
  readonly value: string;
  /** Empty: the one that the value has the sign of. */
  readonly format: string;
  readonly remark: string;
  /** Empty: never. */
  readonly expiresAt: string;
}

export interface ImportRows {
  readonly countedBy: 'line' | 'entry';
  readonly rows: readonly ImportRow[];
  /** Names of columns or members that an import has no use for. */
  readonly ignored: readonly string[];
}

/** Why a file can't be read at all. */
export type ImportTrouble =
  | { readonly kind: 'empty' }
  | { readonly kind: 'open-quote' | 'stray-quote'; readonly line: number }
  | { readonly kind: 'no-value-column' }
  | { readonly kind: 'column-twice'; readonly column: string }
  | { readonly kind: 'extra-cells'; readonly line: number }
  | { readonly kind: 'json-syntax' }
  | { readonly kind: 'json-shape' }
  | { readonly kind: 'json-entry'; readonly number: number }
  | { readonly kind: 'json-member'; readonly number: number; readonly member: string };

/** What an export writes for people, and an import leaves where it is. */
export const FOR_PEOPLE: readonly string[] = ['id', 'createdat', 'createdby', 'expired'];
