/** What is measured side by side: a server that answers whether an address may send for an account. */
import type { Protocol } from '../load.ts';
import type { SendingQuestion } from '../sending-questions.ts';

export interface Rival {
  readonly name: string;
  /** What must be installed; nothing where the project has it. */
  readonly needs?: { readonly program: string; readonly package: string };
  /** On the servers' core, with the lists in it. */
  start(): Promise<RunningRival>;
}

export interface RunningRival extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  ask(question: SendingQuestion): Buffer;
  readonly protocol: Protocol;
  /** What stands in an answer that allows, and in no other. */
  readonly allows: string;
  /** False for a server that ends a connection after its answer. */
  readonly keepsConnections?: boolean;
}
