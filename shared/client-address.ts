import { explainAddress } from './explain-address.ts';
import { findAddress, formatAddress, readAddress } from './ip-address.ts';
import { failure, type Result, success } from './result.ts';
import type { ValueProblem } from './value-problem.ts';

/**
 * The address of a client, parsed once: canonical text for answers, and four words for the search in the
 * list.
 */
export interface ClientAddress {
  readonly text: string;
  readonly words: Uint32Array;
}

export function parseClientAddress(text: string): Result<ClientAddress, ValueProblem> {
  const words = new Uint32Array(4);
  if (!readAddress(text, words)) return failure(explainAddress(text));
  return success({ text: canonicalText(text), words });
}

/** Returns the canonical text. A dotted quad that the strict parser accepts is canonical already. */
function canonicalText(text: string): string {
  if (!text.includes(':')) return text;
  const address = findAddress(text);
  return address === undefined ? text : formatAddress(address);
}
