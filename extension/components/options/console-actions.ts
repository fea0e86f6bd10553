import type { Result } from '../../../shared/result.ts';
import type { AddingProblem } from '../../model/added-console.ts';

/** What can be done with consoles: the page wires these to the storage and the browser. */
export interface ConsoleActions {
  /** To be called by the person's own click: a browser asks at no other time. */
  readonly addConsole: (typed: string) => Promise<Result<string, AddingProblem>>;
  readonly removeConsole: (host: string) => Promise<void>;
  /** False where the person or the browser says no. */
  readonly requestPermission: (host: string) => Promise<boolean>;
  /** The tab is shown again on a site where it was hidden, at the place it had. */
  readonly showTab: (host: string) => Promise<void>;
}
