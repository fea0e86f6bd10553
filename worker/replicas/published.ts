/**
 * Reads from KV. The edge reads it for each check, and the objects read it to see whether KV kept what they
 * put.
 */
import type { Env } from '../platform/env.ts';
import { openRelayTokens, type RelayTokens } from './relay-tokens.ts';
import type { Published } from './replica.ts';
import { type AccountReplica, openReplica } from './replica-format.ts';

/**
 * The shortest cacheTtl of KV. Together with an isolate's own copy it stays well below one minute, the longest
 * time that a removal may take.
 */
const KV_CACHE_SECONDS = 30;

export type RelayReplica = RelayTokens & Published;

/** Reads an account. It is undefined if KV has none at the key, and `held` if KV has the same version. */
export async function readPublishedAccount(
  { REPLICA }: Env,
  key: string,
  held?: AccountReplica,
): Promise<AccountReplica | undefined> {
  const bytes = await REPLICA.get(key, { type: 'arrayBuffer', cacheTtl: KV_CACHE_SECONDS });
  return bytes === null ? undefined : openReplica(bytes, held);
}

/** Reads relay tokens. It is undefined if KV has none at the key. */
export async function readPublishedRelays(
  { REPLICA }: Env,
  key: string,
): Promise<RelayReplica | undefined> {
  const text = await REPLICA.get(key, { type: 'text', cacheTtl: KV_CACHE_SECONDS });
  return text === null ? undefined : openRelays(text);
}

export function openRelays(text: string): RelayReplica | undefined {
  const tokens = openRelayTokens(text);
  return tokens && { ...tokens, bytes: text.length * 2 };
}
