/** The real Worker for the tests of a file, and accounts of a CI system on it. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { startServer } from '../../local/server.ts';
import { SendgateApi } from '../mail/sendgate-api.ts';
import type { StartWorker } from '../mail/surroundings.ts';

const HOOK_MS = 60_000;

export const OFFICE = '192.0.2.7';
/** The address that jobs run at. */
export const RUNNER = '127.0.0.1';

/**
 * Starts a Worker for the tests of a file. Each call of the returned function makes a new account
 * with these addresses on its list.
 */
export function startCiAccounts(startWorker: StartWorker = startServer) {
  let server: Awaited<ReturnType<StartWorker>> | undefined;
  const operatorToken = randomBytes(32).toString('hex');
  let stateDir = '';
  let accounts = 0;

  beforeAll(async () => {
    stateDir = mkdtempSync(join(tmpdir(), 'sendgate-action-'));
    server = await startWorker({ port: 0, host: '127.0.0.1', stateDir, operatorToken });
  }, HOOK_MS);
  afterAll(async () => {
    await server?.close();
    rmSync(stateDir, { recursive: true, force: true });
  }, HOOK_MS);

  return async (...addresses: string[]) => {
    const url = server?.url ?? '';
    const api = new SendgateApi(url, operatorToken);
    const account = `ci${++accounts}@example.test`;
    await api.createAccount(account);
    const ids: string[] = [];
    for (const address of addresses) ids.push(await api.addEntry(account, address));
    const token = await api.issueAccountToken(account);
    const values = async () => (await api.readAllowlist(account)).entries.map(({ value }) => value);
    return { api, account, ids, values, inputs: { url, account, token } };
  };
}
