import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';
import { OPERATIONS, requestOf, setScene } from './surface.ts';

const worker = new TestWorker();

/** Every change of an existing list or account. */
const CHANGES = OPERATIONS.filter(({ name }) =>
  /^(POST|PATCH|DELETE) \/v1\/accounts\/\{account\}(\/allowlist(?!\/preview).*)?$/.test(name),
);

describe('If-Match', () => {
  it('guards every change', () => {
    expect(CHANGES).toHaveLength(12);
  });

  for (const operation of CHANGES) {
    it(`with another revision stops ${operation.name}, with the right one does not`, async () => {
      const scene = await setScene(worker, operation);
      const { account } = scene;
      const before = await account.list();
      const body = operation.body?.(scene);
      const call = (tag: string) =>
        worker.operator(requestOf(operation, scene), {
          headers: { 'If-Match': tag },
          ...(body && { body }),
        });
      for (const tag of ['"1"', '"3"', '"0"', '"999999999999999"', '"1", "3"']) {
        const refused = expectProblem(await call(tag), 'revision-changed');
        expect(refused).toMatchObject({ revision: 2 });
        expect(refused.detail).toContain('2');
      }
      expect(await account.list()).toEqual(before);
      expect((await call('"2"')).status).toBe(operation.status);
    });
  }

  it.each(['*', '"2"', 'W/"2"', '"1", "2"', '"1","2" , W/"3"', ' "2" '])(
    'takes %s at revision 2',
    async (tag) => {
      const account = await TestAccount.create(worker);
      await account.add('198.51.100.7');
      const { status } = await account.call('DELETE', '/allowlist', {
        headers: { 'If-Match': tag },
      });
      expect(status).toBe(200);
    },
  );

  it.each(['2', '"two"', 'W/2', '"2', '', '*, "2"', '"2";', '"-2"', 'w/"2"', '"1234567890123456"'])(
    'refuses %j, which is no ETag of a list',
    async (tag) => {
      const account = await TestAccount.create(worker);
      await account.add('198.51.100.7');
      const headers = { 'If-Match': tag };
      const answer = await account.call('DELETE', '/allowlist', { headers });
      expectFieldProblem(answer, 'invalid-request', '/header/if-match');
      expect(await account.list()).toMatchObject({ count: 1, revision: 2 });
    },
  );

  it('takes the ETag of every answer that has one', async () => {
    const account = await TestAccount.create(worker);
    let etag = (await account.call('GET', '/allowlist')).headers.get('etag') ?? '';
    const next = async (method: string, rest: string, body?: object) => {
      const answer = await account.call<api.Change>(method, rest, {
        headers: { 'If-Match': etag },
        ...(body && { body }),
      });
      expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
      etag = answer.headers.get('etag') ?? '';
      expect(etag).toBe(`"${answer.body.revision}"`);
      return answer.body;
    };
    const values = ['198.51.100.7', '198.51.100.8'];
    const { added } = await next('POST', '/allowlist/entries', { format: 'address', values });
    const entry = `/allowlist/entries/${added[0]?.id}`;
    await next('PATCH', entry, { remark: 'x' });
    await next('PATCH', '/allowlist', { mode: 'observe' });
    const add = { format: 'address', values: ['198.51.100.9'] };
    await next('POST', '/allowlist/replace', { remove: [added[1]?.id], add });
    await next('DELETE', entry);
    await next('POST', '/allowlist/restore', { revision: 4 });
    await next('DELETE', '/allowlist');
    await next('GET', '');
    expect(etag).toBe('"8"');
  });
});
