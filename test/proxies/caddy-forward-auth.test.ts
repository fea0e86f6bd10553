import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { startCaddy } from './caddy.ts';
import { type ProxyServer, testProxy } from './describe-proxy.ts';
import { ACCOUNT, type GuardedApi, LISTED, send, startGuardedApi } from './guarded-api.ts';

describeProgram('Caddy’s forward_auth', { caddy: 'caddy' }, (folder) => {
  testProxy(folder, {
    clientAddressHeader: 'X-Sendgate-Client-Address',
    statusWhenDown: 502,
    start: startCaddy,
  });
});

describeProgram('Caddy’s forward_auth, of link-local clients', { caddy: 'caddy' }, (folder) => {
  let api: GuardedApi;
  let proxy: ProxyServer;

  beforeAll(async () => {
    api = await startGuardedApi(folder());
    await api.manage.addSegment(ACCOUNT, 'fe80::/64');
    const token = await api.issueRelayToken('X-Sendgate-Client-Address');
    // No client can have such an address here, so a header stands for the address that Caddy sees.
    proxy = await startCaddy(api, token, folder(), {
      changes: { '{remote_host}': '{header.X-Test-Address}' },
    });
  }, 60_000);
  afterAll(async () => {
    await proxy?.[Symbol.asyncDispose]();
    await api?.[Symbol.asyncDispose]();
  });

  it.each([
    ['fe80::1%eth0', 200],
    ['FE80:0:0:0:1:2:3:4%eth0', 200],
    ['fe80:1::1%eth0', 403],
    ['2001:db8::1%eth0', 403],
    ['fe80::1', 200],
  ])('answers %s with %i', async (address, status) => {
    const answer = await send(proxy.port, LISTED, { 'X-Test-Address': address });
    expect(answer.status).toBe(status);
  });
});
