/** One way to ask whether an address may send, and how what comes back is told in words. */
import type { WorkerAnswer, WorkerCall } from '../support/test-worker.ts';

export const CLIENT_ADDRESS_HEADER = 'X-Sendgate-Client-Address';

export interface AskedLogin {
  readonly account: string;
  readonly address: string;
}

export interface WayToAsk {
  /** Method and path. */
  readonly name: string;
  /** The name of its row in the table of protocols. */
  readonly protocol: string;
  /** The login travels as it is, in a header: ASCII alone arrives. */
  readonly inHeader?: true;
  /** What a good question looks like: the request with its query, headers and body. */
  question(asked: AskedLogin): AskedCall;
  /** A login that holds the byte 0xfc, where UTF-8 would have two. */
  notUtf8(address: string): AskedCall;
  /** Throws for an answer that is not of the protocol's form. */
  word(answer: WorkerAnswer<unknown>): string;
  /** How it tells a verdict. */
  readonly words: {
    readonly allow: string;
    readonly deny: string;
    /** Nothing could be read, FAIL_MODE closed. */
    readonly unavailable: string;
  };
}

export interface AskedCall extends Pick<WorkerCall, 'headers' | 'body'> {
  readonly request: string;
}

/** Every octet, whether it must be or not: what decodes twice takes it for something else. */
export function percent(text: string): string {
  const bytes = new TextEncoder().encode(text.toWellFormed());
  return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/** A header has no room for more than ASCII; an adapter must not take what is left for the login. */
export function asHeader(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}

/** JSON in Latin-1: `ü` becomes the one byte 0xfc. A text goes as it is. */
export function latin1(value: object | string): Uint8Array {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
