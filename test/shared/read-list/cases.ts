import type { Change, Ignored, RejectReason } from '../../../shared/read-list/found.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import cases from './cases.json' with { type: 'json' };

/** A text and what is read from it. A member that is left out is not compared. */
export interface Case {
  readonly name: string;
  readonly kind: string;
  readonly input: string;
  readonly rows: readonly {
    readonly line: number;
    readonly value: string;
    readonly format: ValueFormat;
    readonly remark: string;
    readonly expiresAt?: string | null;
    readonly was?: string | null;
    readonly change?: Change | null;
  }[];
  readonly rejects: readonly {
    readonly line: number;
    /** A part of the text that was not taken. */
    readonly text: string;
    readonly reason: RejectReason;
    readonly suggestion?: string | null;
  }[];
  readonly ignored?: readonly { readonly line: number; readonly why: Ignored['why'] }[];
}

export const CASES = cases as readonly Case[];
