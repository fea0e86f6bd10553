import type { Result } from '../../../shared/result.ts';
import type { AddingProblem } from '../../model/added-console.ts';

/** The actions of the page on consoles. The page connects them to the storage and to the browser. */
export interface ConsoleActions {
  /** Must be called from a click of the person: a browser asks for permission at no other time. */
  readonly addConsole: (typed: string) => Promise<Result<string, AddingProblem>>;
  readonly removeConsole: (host: string) => Promise<void>;
  /** False if the person or the browser refuses. */
  readonly requestPermission: (host: string) => Promise<boolean>;
  /** Shows the tab again on a site where it was hidden, at the position that it had. */
  readonly showTab: (host: string) => Promise<void>;
}
