import type { ListedMode } from '../../shared/allowlist.ts';
import type { AddRequest } from '../../shared/api.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';

export interface ImportedEntry {
  readonly format: ValueFormat;
  readonly value: string;
  readonly remark?: string;
  readonly expiresAt?: string | null;
}

/** A change of a list, as a person asks for it. */
export type ListEdit =
  | {
      readonly kind: 'add';
      readonly request: AddRequest;
      /** The values are this browser's address, to be offered for replacement when that changes. */
      readonly own: boolean;
      /** To no other list than the one that was looked at: another may be off, and the add would turn it on. */
      readonly onlyAsSeen?: boolean;
    }
  | {
      readonly kind: 'replace';
      readonly remove: readonly string[];
      readonly request: AddRequest;
      readonly own: boolean;
    }
  | {
      readonly kind: 'import';
      readonly entries: readonly ImportedEntry[];
      /** How a list that is off begins. */
      readonly mode?: ListedMode;
    }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly edit: { readonly remark?: string; readonly expiresAt?: string | null };
    }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'disable' }
  | { readonly kind: 'set-mode'; readonly mode: ListedMode }
  | { readonly kind: 'restore'; readonly entries: readonly string[] }
  | { readonly kind: 'restore-revision'; readonly revision: number };
