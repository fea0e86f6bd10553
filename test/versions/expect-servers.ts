/** The mail server that asked stands beside what was seen: through isolates of one version, by objects of another. */
import { expect, vi } from 'vitest';
import type { AlertPage, Preview, SenderList } from '../../shared/api.ts';
import type { Deployment, Version } from './deployment.ts';

const ACCOUNT = 'servers@example.com';
const PATH = `/v1/accounts/${encodeURIComponent(ACCOUNT)}`;
const LISTED = '192.0.2.1';
/** An isolate reports what it saw every few seconds. */
const PATIENCE = { timeout: 20_000, interval: 100 };
const ELSEWHERE = '203.0.113.9';
const SAID = { 'X-Sendgate-Password-Right': '1' };

/** `name` is what the answers call the mail server. A relay alone is believed that the password was right. */
export async function expectServers(
  deployment: Deployment,
  isolates: Version,
  name: string,
): Promise<void> {
  const call = async (request: string, body?: object) =>
    (await deployment.call(isolates, request, body)).body;
  await call('POST /v1/accounts', { account: ACCOUNT });
  await call(`POST ${PATH}/allowlist/entries`, { format: 'address', values: [LISTED] });
  const { id, token } = await call('POST /v1/relay-tokens', { name: 'mx' });
  const check = `/v1/check?account=${encodeURIComponent(ACCOUNT)}&address=${ELSEWHERE}`;
  await deployment.call(isolates, `GET ${check}`, undefined, token, SAID);

  const server = { tokenId: id, name };
  await vi.waitFor(async () => {
    const { alerts }: AlertPage = await call(`GET ${PATH}/alerts`);
    expect(alerts).toMatchObject([{ kind: 'leaked-password', address: ELSEWHERE, server }]);
  }, PATIENCE);
  const { senders }: SenderList = await call(`GET ${PATH}/senders`);
  expect(senders).toMatchObject([{ address: ELSEWHERE, server }]);
  for (const seen of senders) expect(seen).not.toHaveProperty('serverId');
  const preview: Preview = await call(`POST ${PATH}/allowlist/preview`, { disable: true });
  expect(preview.letIn).toMatchObject([{ address: ELSEWHERE, server }]);
}
