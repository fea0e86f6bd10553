import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import {
  newCallerAddress,
  TestAccount,
  TestWorker,
  type WorkerAnswer,
} from '../support/test-worker.ts';
import { OPERATIONS, requestOf, type Scene, setScene } from './surface.ts';

const worker = new TestWorker();
const NOBODY = 'account-none@example.com';
const NAMING = OPERATIONS.filter(({ name }) => /\{account\}|\/check/.test(name));
const ROLES = ['manager', 'viewer', 'checker'] as const;

let mine: TestAccount;
const tokens = new Map<string, string>();

beforeAll(async () => {
  mine = await TestAccount.create(worker);
  await mine.add('198.51.100.7');
  for (const role of ROLES) tokens.set(role, await mine.token(role));
});

const DIFFERS_EACH_TIME = ['x-request-id', 'date'];

/** An answer without what differs each time. */
function comparable({ status, headers, body }: WorkerAnswer<unknown>, name: string) {
  const shown = [...headers].filter(([header]) => !DIFFERS_EACH_TIME.includes(header));
  const text = JSON.stringify(body).replaceAll(/"requestId":"[^"]*"/g, '');
  return { status, shown, text: text.replaceAll(name, 'NAME') };
}

describe('a token of one account on another', () => {
  for (const operation of NAMING) {
    it.each(ROLES)(`${operation.name}: a %s sees no data, nor whether it exists`, async (role) => {
      const scene = await setScene(worker, operation);
      const { account } = scene;
      await worker.operator(`PATCH ${account.path()}`, { body: { note: 'a note of theirs' } });
      const ask = async (target: Scene) => {
        const body = operation.body?.(target);
        const answer = await worker.call<unknown>(requestOf(operation, target), {
          token: tokens.get(role) ?? '',
          from: newCallerAddress(),
          ...(body && { body }),
        });
        return comparable(answer, target.account.name);
      };
      const existing = await ask(scene);
      const nobody = Object.create(account, { name: { value: NOBODY } });
      const absent = await ask({ ...scene, account: nobody });
      const gone = await TestAccount.create(worker);
      await worker.operator(`DELETE ${gone.path()}`);
      const deleted = await ask({ ...scene, account: gone });
      expect(existing.status).toBe(403);
      expect(existing.text).not.toContain('198.51.100.7');
      expect(existing.text).not.toContain('a note of theirs');
      expect(absent).toEqual(existing);
      expect(deleted).toEqual(existing);
    });
  }

  it('in a batch refuses the whole batch', async () => {
    const theirs = await TestAccount.create(worker);
    for (const account of [theirs.name, NOBODY]) {
      const checks = [{ account: mine.name }, { account }];
      const answer = await worker.call<api.ProblemDocument>('POST /v1/check/batch', {
        token: tokens.get('checker') ?? '',
        body: { checks },
      });
      expect(answer.status).toBe(403);
      expect(JSON.stringify(answer.body)).not.toContain(account);
    }
  });

  it('is refused for its account in a path that only looks like its own', async () => {
    const theirs = await TestAccount.create(worker);
    const own = encodeURIComponent(mine.name);
    const other = encodeURIComponent(theirs.name);
    for (const path of [
      `/v1/accounts/${own}%2F..%2F${other}/allowlist`,
      `/v1/accounts/${own}/../${other}/allowlist`,
      `/v1/accounts/${own}%00/allowlist`,
      `/v1/accounts/${own},${other}/allowlist`,
    ]) {
      const answer = await worker.call(`GET ${path}`, { token: mine.manager });
      expect(answer.status, path).toBe(403);
    }
    const spelt = `/v1/accounts/${own.toUpperCase()}/allowlist`;
    expect((await worker.call(`GET ${spelt}`, { token: mine.manager })).status).toBe(200);
  });
});

describe('entries and history of one account', () => {
  it('are in no answer of another', async () => {
    const theirs = await TestAccount.create(worker);
    await theirs.add('198.51.100.200');
    for (const rest of ['', '/allowlist', '/history', '/tokens']) {
      const { body } = await mine.call('GET', rest);
      expect(JSON.stringify(body)).not.toContain('198.51.100.200');
      expect(JSON.stringify(body)).not.toContain(theirs.name);
    }
  });
});
