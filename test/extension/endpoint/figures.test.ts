import { expect, it } from 'vitest';
import { apiClient } from '../../../extension/endpoint/api-client.ts';
import { prometheusText } from '../../../shared/prometheus-text.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

async function readFigures(status: number, body: string) {
  await using server = await openLoopbackServer((response) => {
    response.writeHead(status);
    response.end(body);
  });
  return await apiClient({ endpoint: server.url, token: 'a-token' }).figures();
}

it('the figures of a deployment are read from its metrics', async () => {
  const modes = { off: 1, observe: 0, enforce: 1 };
  const totals = { accounts: 2, suspended: 0, unpublished: 1, modes };
  const answer = await readFigures(200, prometheusText({ totals, accounts: [] }));
  expect(answer).toMatchObject({ ok: true, value: { ...totals, reported: 0 } });
});

it.each([
  ['a page', '<!doctype html><title>Welcome</title>'],
  ['JSON', '{}'],
  ['nothing', ''],
])('%s in their place is not Sendgate', async (_what, body) => {
  const answer = await readFigures(200, body);
  expect(answer).toEqual({ ok: false, error: { kind: 'not-sendgate', status: 200 } });
});
