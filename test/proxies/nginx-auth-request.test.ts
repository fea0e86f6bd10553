import { expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { testProxy } from './describe-proxy.ts';
import { LISTED, OTHER, send, startGuardedApi } from './guarded-api.ts';
import { startNginx } from './nginx.ts';

describeProgram('nginx’s auth_request', { nginx: 'nginx' }, (folder) => {
  testProxy(folder, {
    clientAddressHeader: 'X-Sendgate-Client-Address',
    statusWhenDown: 500,
    start: startNginx,
  });
});

describeProgram(
  'nginx’s auth_request, with a location beside the published',
  { nginx: 'nginx' },
  (folder) => {
    it('asks there, too', async () => {
      await using api = await startGuardedApi(folder());
      const token = await api.issueRelayToken('X-Sendgate-Client-Address');
      const beside = `location /v1/ { proxy_pass http://127.0.0.1:${api.port}; }`;
      await using proxy = await startNginx(api, token, folder(), { beside });
      expect((await send(proxy.port, LISTED)).status).toBe(200);
      expect((await send(proxy.port, OTHER)).status).toBe(403);
      expect(api.reached).toHaveLength(1);
    });
  },
);
