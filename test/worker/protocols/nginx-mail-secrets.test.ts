import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishedValues, storedBy } from '../support/recorded-places.ts';
import { TestWorker } from '../support/test-worker.ts';
import { OTHER } from './mail-server.ts';
import { ALLOWED, NginxProxy } from './nginx-proxy.ts';

const PASSWORD = 'correct-horse-battery-staple';
const lines: string[] = [];

beforeEach(() => {
  lines.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => {
      lines.push(values.map(String).join(' '));
    });
  }
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('a password that nginx sends because no hop took it out', () => {
  it('is in no answer, no log line, no table and no published value', async () => {
    const proxy = await NginxProxy.create();
    const secrets = { 'Auth-Pass': PASSWORD, 'Auth-Salt': PASSWORD };
    const ask = (call = {}, question = {}) =>
      proxy.ask({ ...call, with: { ...secrets, ...question } });
    expect(await ask()).toEqual(ALLOWED);
    const broken = new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object);
    for (const answer of [
      await ask({}, { 'Client-IP': OTHER }),
      await ask({}, { 'Client-IP': PASSWORD }),
      await ask({}, { 'Auth-User': `${PASSWORD}%` }),
      await ask({}, { 'X-Sendgate-Upstream': PASSWORD }),
      await ask({ token: `sgr_${PASSWORD}` }),
      await ask({ at: new TestWorker({ FAIL_MODE: 'ajar' }) }),
      await ask({ at: broken }),
    ]) {
      expect(answer.server).toBeNull();
      expect(JSON.stringify(answer)).not.toContain(PASSWORD);
    }
    expect(lines.length).toBeGreaterThan(4);
    for (const place of [
      lines.join('\n'),
      await storedBy(proxy.account),
      await publishedValues(),
    ]) {
      expect(place).not.toContain(PASSWORD);
    }
  });
});
