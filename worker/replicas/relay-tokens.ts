/** The relay tokens in the form that the edge reads: one KV value for the whole deployment. */

import type { Env } from '../platform/env.ts';
import { directoryOf } from '../platform/objects.ts';
import type { VerifiableToken } from '../tokens/token-record.ts';
import { isReadableLayout, PUBLISHED_LAYOUT } from './layouts.ts';

/** The key of version 0.1.0. All deployments with the same KV namespace shared it. */
export const SHARED_RELAY_TOKENS_KEY = 'relay-tokens';

export interface RelayTokens {
  readonly version: number;
  readonly tokens: readonly VerifiableToken[];
}

/**
 * Returns the key. It contains the id of the directory, so that each deployment with the same KV namespace has
 * its own key.
 */
export function relayTokensKey(env: Env): string {
  return `relay-tokens-${directoryOf(env).id}`;
}

export function encodeRelayTokens(
  { version, tokens }: RelayTokens,
  layout = PUBLISHED_LAYOUT,
): string {
  return JSON.stringify({ layout, version, tokens });
}

/**
 * Reads relay tokens. It is undefined if the text is not relay tokens in a known layout. A token whose role is
 * known only to a newer version is left out.
 */
export function openRelayTokens(text: string): RelayTokens | undefined {
  try {
    const { layout, version, tokens } = JSON.parse(text);
    if (!isReadableLayout(layout)) return undefined;
    return { version, tokens: tokens.filter(({ role }: VerifiableToken) => role === 'relay') };
  } catch {
    return undefined;
  }
}
