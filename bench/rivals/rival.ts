/**
 * A server that is measured side by side with others. It answers whether an address may send for an
 * account.
 */
import type { Protocol } from '../load.ts';
import type { AccountList, SendingQuestion } from '../sending-questions.ts';

export interface Rival {
  readonly name: string;
  /** The program that must be installed. It is absent if the project already has it. */
  readonly needs?: { readonly program: string; readonly package: string };
  /** Starts it on the servers' core, with all these lists in it. */
  start(lists: readonly AccountList[]): Promise<RunningRival>;
}

export interface RunningRival extends AsyncDisposable {
  readonly pid: number;
  readonly port: number;
  ask(question: SendingQuestion): Buffer;
  readonly protocol: Protocol;
  /** The text that is in every answer that allows, and in no other answer. */
  readonly allows: string;
  /** False if the server closes a connection after its answer. */
  readonly keepsConnections?: boolean;
}
