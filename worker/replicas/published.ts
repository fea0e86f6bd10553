/** What KV has: read by the edge at each check, and by the objects to see whether it kept what they put. */
import type { Env } from '../platform/env.ts';
import { openRelayTokens, type RelayTokens } from './relay-tokens.ts';
import type { Published } from './replica.ts';
import { type AccountReplica, openReplica } from './replica-format.ts';

/** KV's least cacheTtl; with an isolate's own copy it stays well inside the minute that a removal may take. */
const KV_CACHE_SECONDS = 30;

export type RelayReplica = RelayTokens & Published;

/** Undefined when KV has no account at the key; what is held where it is the same. */
export async function readPublishedAccount(
  { REPLICA }: Env,
  key: string,
  held?: AccountReplica,
): Promise<AccountReplica | undefined> {
  const bytes = await REPLICA.get(key, { type: 'arrayBuffer', cacheTtl: KV_CACHE_SECONDS });
  return bytes === null ? undefined : openReplica(bytes, held);
}

/** Undefined when KV has no relay tokens at the key. */
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
