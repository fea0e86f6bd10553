/** The relay tokens as the edge reads them: one KV value for the deployment. */
import type { VerifiableToken } from '../tokens/token-record.ts';
import { isReadable, PUBLISHED_LAYOUT } from './layouts.ts';

export const RELAY_TOKENS_KEY = 'relay-tokens';

export interface RelayTokens {
  readonly version: number;
  readonly tokens: readonly VerifiableToken[];
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
    if (!isReadable(layout)) return undefined;
    return { version, tokens: tokens.filter(({ role }: VerifiableToken) => role === 'relay') };
  } catch {
    return undefined;
  }
}
