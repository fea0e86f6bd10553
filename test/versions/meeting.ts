/** Starts a deployment of two versions whose checks a relay asks. */
import { expect, vi } from 'vitest';
import type { Change, IssuedToken } from '../../shared/api.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { Deployment, type Version } from './deployment.ts';
import type { Versions } from './other-bundle.ts';

/** A copy may be some seconds old, and KV on a busy machine later than a check waits for it. */
const SOON = { timeout: 30_000, interval: 200 };

export interface Meeting extends AsyncDisposable {
  readonly deployment: Deployment;
  /** Returns the answer for each address, such as `allow, listed`. */
  ask(through: Version, account: string, addresses: readonly string[]): Promise<string[]>;
  /** Makes a call that has to be granted. */
  call<Answer>(through: Version, request: string, body?: object): Promise<Answer>;
  /** Returns the new entry's id. */
  add(through: Version, path: string, address: string): Promise<string>;
}

export async function meet(versions: Versions, objects: Version): Promise<Meeting> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(temporaryFolder());
  const deployment = opened.use(await Deployment.start(versions, objects, folder));
  const issued = await deployment.call(objects, 'POST /v1/relay-tokens', { name: 'mx' });
  const { token }: IssuedToken = issued.body;

  async function check(through: Version, account: string, address: string): Promise<string> {
    const body = { account, address };
    const answer = await deployment.call(through, 'POST /v1/check', body, token);
    return `${answer.body.verdict}, ${answer.body.reason}`;
  }

  async function call<Answer>(through: Version, request: string, body?: object): Promise<Answer> {
    const answer = await deployment.call(through, request, body);
    expect(answer.status, `${request}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }

  const owned = opened.move();
  return {
    deployment,
    ask: (through, account, addresses) =>
      Promise.all(addresses.map((address) => check(through, account, address))),
    call,
    async add(through, path, address) {
      const entry = { format: 'address', values: [address] };
      const change = await call<Change>(through, `POST ${path}/allowlist/entries`, entry);
      return change.added[0]?.id ?? '';
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export async function expectSoon(read: () => Promise<unknown>, wanted: unknown): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(wanted), SOON);
}

export function pathOf(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}
