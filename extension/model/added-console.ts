import type { ConsoleHostProblem } from './console-hosts.ts';

/** A console that a person or their company added. */
export interface AddedConsole {
  readonly host: string;
  /** True if the browser allows the extension to show its tab there. */
  readonly granted: boolean;
  /** The company named it: a person can't take it away. */
  readonly isOfPolicy: boolean;
}

export type AddingProblem =
  | { readonly kind: 'host'; readonly problem: ConsoleHostProblem }
  | { readonly kind: 'denied' | 'twice'; readonly host: string };
