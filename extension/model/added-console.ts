import type { ConsoleHostProblem } from './console-hosts.ts';

/** A console that a person added in the options. */
export interface AddedConsole {
  readonly host: string;
  /** True if the browser allows the extension to show its tab there. */
  readonly granted: boolean;
}

export type AddingProblem =
  | { readonly kind: 'host'; readonly problem: ConsoleHostProblem }
  | { readonly kind: 'denied' | 'twice'; readonly host: string };
