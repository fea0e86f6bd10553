/**
 * Makes every kind of change through isolates of one version, with objects of another. Expects a
 * warning for each caller whose own address is not listed.
 */
import { expect } from 'vitest';
import type { Change, Preview } from '../../shared/api.ts';
import type { Deployment, Version } from './deployment.ts';

const ACCOUNT = 'told@example.com';
const LIST = `/v1/accounts/${encodeURIComponent(ACCOUNT)}/allowlist`;
const ELSEWHERE = '203.0.113.9';

export async function expectTold(deployment: Deployment, isolates: Version): Promise<void> {
  const call = (request: string, body?: object) =>
    deployment.call(isolates, request, body, undefined, { 'CF-Connecting-IP': ELSEWHERE });
  await call('POST /v1/accounts', { account: ACCOUNT });
  const request = { format: 'address', values: ['192.0.2.1'], expiresInSeconds: 7200 };

  const asked = await call(`POST ${LIST}/preview`, { add: request });
  const { caller, warnings }: Preview = asked.body;
  expect(caller).toEqual({ address: ELSEWHERE, before: 'allow', after: 'deny' });
  expectNamed(warnings);

  const added: Change = (await call(`POST ${LIST}/entries`, request)).body;
  expectNamed(added.warnings);
  expect(added.added).toMatchObject([{ value: '192.0.2.1', expired: false }]);
  const own: Change = (await call(`POST ${LIST}/entries`, { current: true })).body;
  expect(own.added).toMatchObject([{ value: ELSEWHERE }]);

  const id = own.added[0]?.id;
  const edited = await call(`PATCH ${LIST}/entries/${id}`, { remark: 'desk' });
  expect(edited.body).toMatchObject({ updated: [{ id, remark: 'desk' }] });
  const replace = { remove: [id], add: request };
  expect((await call(`POST ${LIST}/replace`, replace)).status).toBe(409);
  await call(`DELETE ${LIST}/entries/${id}`);
  const back = await call(`POST ${LIST}/restore`, { entries: [id] });
  expect(back.body).toMatchObject({ added: [{ id, remark: 'desk' }] });
  expectNamed(back.body.warnings, []);
  const imported = { entries: [{ format: 'address', value: '198.51.100.7', remark: 'host' }] };
  expect((await call(`POST ${LIST}/import`, imported)).body).toMatchObject({ count: 3 });
  const whole = await call(`POST ${LIST}/restore`, { revision: added.revision });
  expect(whole.body).toMatchObject({ removed: [{ id }, { remark: 'host' }], count: 1 });
  expectNamed(whole.body.warnings);
}

function expectNamed(
  warnings: Change['warnings'],
  addresses: readonly string[] = [ELSEWHERE],
): void {
  const named = warnings.filter(({ code }) => code === 'own-address-not-listed');
  expect(named.map(({ value }) => value)).toEqual(addresses);
}
