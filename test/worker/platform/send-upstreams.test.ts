import { describe, expect, it } from 'vitest';
import { expectProblem } from '../support/expect-problem.ts';
import { TestWorker } from '../support/test-worker.ts';

const SECRET = 'xkeysib-0123456789';
const ENV = { PROVIDER_KEY: SECRET, WITH_BLANK: 'a b', EMPTY: '' };
const key = { secret: 'PROVIDER_KEY', header: 'api-key' };
const calls = ['POST /messages'];

const health = (upstreams: unknown) => {
  const text = typeof upstreams === 'string' ? upstreams : JSON.stringify(upstreams);
  return new TestWorker({ ...ENV, SEND_UPSTREAMS: text } as object).call('GET /healthz');
};
const one = (terms: object) => ({ brevo: { url: 'https://api.example.com/v3', ...terms } });

describe('SEND_UPSTREAMS', () => {
  it.each([
    ['nothing', ''],
    ['an object without upstreams', {}],
    ['an upstream', one({})],
    ['one with a slash at its end', one({ url: 'https://api.example.com/' })],
    ['one on this machine', one({ url: 'http://127.0.0.1:8025' })],
    ['a key with its calls', one({ key, calls })],
    [
      'a key with a prefix',
      one({ key: { ...key, prefix: 'Bearer ' }, calls: ['POST /messages/*'] }),
    ],
    ['accounts and a timeout', one({ accounts: ['Ada@example.com'], timeoutSeconds: 5 })],
  ])('may be %s', async (_what, upstreams) => {
    expect((await health(upstreams)).status).toBe(200);
  });

  // biome-ignore format: a table
  it.each<[string, unknown, string]>([
    ['no JSON', 'brevo=https://api.example.com', 'JSON'],
    ['an array', [], 'JSON'],
    ['a name with a slash', { 'a/b': { url: 'https://api.example.com' } }, 'a/b'],
    ['a name in capitals', { Brevo: { url: 'https://api.example.com' } }, 'Brevo'],
    ['no URL', { brevo: {} }, 'brevo.url'],
    ['a URL that is none', one({ url: 'api.example.com' }), 'brevo.url'],
    ['plain HTTP', one({ url: 'http://api.example.com' }), 'https://'],
    ['another scheme', one({ url: 'ftp://127.0.0.1' }), 'brevo.url'],
    ['a user in the URL', one({ url: 'https://a:b@api.example.com' }), 'brevo.url'],
    ['a query in the URL', one({ url: 'https://api.example.com/?key=1' }), 'brevo.url'],
    ['a fragment in the URL', one({ url: 'https://api.example.com/#' }), 'brevo.url'],
    ['a key without calls', one({ key }), 'brevo.calls'],
    ['a key that is not there', one({ key: { ...key, secret: 'NO_SUCH_KEY' }, calls }), 'brevo.key.secret'],
    ['a key that is empty', one({ key: { ...key, secret: 'EMPTY' }, calls }), 'brevo.key.secret'],
    ['a key that fits no header', one({ key: { ...key, secret: 'WITH_BLANK' }, calls }), 'brevo.key.secret'],
    ['a binding for a key', one({ key: { ...key, secret: 'REPLICA' }, calls }), 'brevo.key.secret'],
    ['the operator’s token for a key', one({ key: { ...key, secret: 'OPERATOR_TOKEN' }, calls }), 'brevo.key.secret'],
    ['a name of a secret that is none', one({ key: { ...key, secret: '__proto__' }, calls }), 'brevo.key.secret'],
    ['a header that is none', one({ key: { ...key, header: 'api key' }, calls }), 'brevo.key.header'],
    ['Host for the key’s header', one({ key: { ...key, header: 'Host' }, calls }), 'brevo.key.header'],
    ['a header of ours', one({ key: { ...key, header: 'X-Sendgate-Token' }, calls }), 'brevo.key.header'],
    ['a prefix with a line in it', one({ key: { ...key, prefix: 'a\r\nb' }, calls }), 'brevo.key.prefix'],
    ['no calls', one({ calls: [] }), 'brevo.calls'],
    ['a call without a method', one({ calls: ['/messages'] }), 'brevo.calls.0'],
    ['an account that is none', one({ accounts: [' '] }), 'brevo.accounts.0'],
    ['a timeout of nothing', one({ timeoutSeconds: 0 }), 'brevo.timeoutSeconds'],
    ['a field there is none of', one({ keys: {} }), 'brevo'],
  ])('can’t be %s', async (_what, upstreams, named) => {
    const { detail } = expectProblem(await health(upstreams), 'internal');
    expect(detail).toContain('SEND_UPSTREAMS');
    expect(detail).toContain(named);
    for (const value of [SECRET, 'a b', 'key=1', 'a:b@']) expect(detail).not.toContain(value);
  });
});
