/** A way to ask whether an address may send, and the words for its answers. */
import type { WorkerAnswer, WorkerCall } from '../support/test-worker.ts';

export const CLIENT_ADDRESS_HEADER = 'X-Sendgate-Client-Address';

export interface AskedLogin {
  readonly account: string;
  readonly address: string;
}

export interface WayToAsk {
  /** The method and the path. */
  readonly name: string;
  /** The name of its protocol in the Worker's table. */
  readonly protocol: string;
  /** The login travels in a header as it is, so only ASCII arrives. */
  readonly inHeader?: true;
  /** Makes a good question: the request with its query, headers and body. */
  question(asked: AskedLogin): AskedCall;
  /** Makes a question about a login with the byte 0xfc, which is not UTF-8. */
  notUtf8(address: string): AskedCall;
  /** Words an answer. Throws if it does not have the protocol's form. */
  word(answer: WorkerAnswer<unknown>): string;
  /** The word for each verdict. */
  readonly words: {
    readonly allow: string;
    readonly deny: string;
    /** The word when nothing could be read, with FAIL_MODE closed. */
    readonly unavailable: string;
  };
}

export interface AskedCall extends Pick<WorkerCall, 'headers' | 'body'> {
  readonly request: string;
}

/**
 * Percent-encodes every octet, even where there is no need. A reader that decodes twice would read
 * something else.
 */
export function percent(text: string): string {
  const bytes = new TextEncoder().encode(text.toWellFormed());
  return Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

/**
 * Replaces what is not ASCII, as a header cannot carry it. An adapter must not take the result for
 * the login.
 */
export function asHeader(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}

/** Encodes JSON in Latin-1: `ü` becomes the one byte 0xfc. A text is encoded as it is. */
export function latin1(value: object | string): Uint8Array {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
