/** The relay tokens as the edge reads them: one KV value for the deployment. */

import type { Env } from '../platform/env.ts';
import { directoryOf } from '../platform/objects.ts';
import type { VerifiableToken } from '../tokens/token-record.ts';
import { isReadableLayout, PUBLISHED_LAYOUT } from './layouts.ts';

/** The key of version 0.1.0, which every deployment over a KV namespace shared. */
export const SHARED_RELAY_TOKENS_KEY = 'relay-tokens';

export interface RelayTokens {
  readonly version: number;
  readonly tokens: readonly VerifiableToken[];
}

/** It holds the id of the directory, so that another deployment over the KV namespace has a key of its own. */
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
 * Undefined when the text is not relay tokens in a layout that is known. A token of another role, which only a newer
 * version knows, is none.
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
