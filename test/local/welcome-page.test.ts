import { expect, test } from 'vitest';
import { startServer } from '../../local/server.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('the printed address shows a page in a browser, without a script or a token', async () => {
  using folder = temporaryFolder();
  const server = await startServer({ port: 0, host: '127.0.0.1', stateDir: folder.path });
  try {
    const answer = await fetch(server.url);
    const page = await answer.text();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).toContain('Sendgate runs here');
    expect(page).not.toMatch(/<script|\son\w+=|javascript:/i);
    expect(page).not.toContain(server.operatorToken);
    for (const [, path = ''] of page.matchAll(/href="([^"]+)"/g)) {
      expect((await fetch(new URL(path, server.url))).status, path).toBe(200);
    }
    const head = await fetch(server.url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const posted = await fetch(server.url, { method: 'POST', body: '{}' });
    expect(posted.headers.get('content-type')).toBe('application/problem+json');
  } finally {
    await server.close();
  }
});
