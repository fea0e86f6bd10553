import type { ConsoleHostProblem } from './console-hosts.ts';

/** A console that a person added. */
export interface AddedConsole {
  readonly host: string;
  /** Whether the browser lets the tab stand there. */
  readonly granted: boolean;
}

export type AddingProblem =
  | { readonly kind: 'host'; readonly problem: ConsoleHostProblem }
  | { readonly kind: 'denied' | 'twice'; readonly host: string };
