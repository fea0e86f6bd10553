/** The relay tokens as the edge reads them: one KV value for the deployment. */
import type { VerifiableToken } from '../tokens/token-record.ts';

export const RELAY_TOKENS_KEY = 'relay-tokens';
/** Of what lies there: another one is published anew, see outbox.ts. */
export const RELAY_TOKENS_LAYOUT = 1;

export interface RelayTokens {
  readonly version: number;
  readonly tokens: readonly VerifiableToken[];
}

export function encodeRelayTokens(tokens: RelayTokens): string {
  return JSON.stringify(tokens);
}

/** Undefined when the text is not relay tokens. */
export function openRelayTokens(text: string): RelayTokens | undefined {
  try {
    const tokens = JSON.parse(text);
    return Array.isArray(tokens?.tokens) ? tokens : undefined;
  } catch {
    return undefined;
  }
}
