/** The result of one run of a bench. */
import type { Bench, Figure } from './figure.ts';

export interface BenchOutcome extends Pick<Bench, 'title' | 'method'> {
  readonly figures: readonly Figure[];
  readonly seconds: number;
}

export interface KeptOutcome extends BenchOutcome {
  readonly measuredOn: string;
  readonly machine: string;
  readonly versions: string;
}
