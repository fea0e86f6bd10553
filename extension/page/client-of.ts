import { type ApiClient, apiClient } from '../endpoint/api-client.ts';
import type { Connection } from '../model/connection.ts';

const clients = new Map<string, ApiClient>();

/** Returns the same client for the same endpoint and token, so that nothing is read again without need. */
export function clientOf({ endpoint, token }: Connection): ApiClient {
  const key = `${endpoint} ${token}`;
  const known = clients.get(key) ?? apiClient({ endpoint, token });
  clients.set(key, known);
  return known;
}
