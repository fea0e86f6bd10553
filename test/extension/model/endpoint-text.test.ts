import { describe, expect, it } from 'vitest';
import { parseEndpoint } from '../../../extension/model/endpoint-text.ts';

describe('an endpoint as it is typed', () => {
  it.each([
    ['https://sendgate.example.com', 'https://sendgate.example.com'],
    ['  https://sendgate.example.com/ \n', 'https://sendgate.example.com'],
    ['sendgate.example.com', 'https://sendgate.example.com'],
    ['HTTPS://Sendgate.Example.COM', 'https://sendgate.example.com'],
    ['https://sendgate.example.com:443', 'https://sendgate.example.com'],
    ['https://sendgate.example.com:8443', 'https://sendgate.example.com:8443'],
    ['https://sendgate.example.com/healthz', 'https://sendgate.example.com'],
    ['https://sendgate.example.com/openapi.json', 'https://sendgate.example.com'],
    ['https://sendgate.example.com/v1', 'https://sendgate.example.com'],
    ['https://sendgate.example.com/v1/', 'https://sendgate.example.com'],
    ['https://sendgate.example.com/v1/accounts/a%40b/allowlist', 'https://sendgate.example.com'],
    ['https://example.com/sendgate/', 'https://example.com/sendgate'],
    ['https://example.com/sendgate/v1/session', 'https://example.com/sendgate'],
    ['https://example.com/v1beta', 'https://example.com/v1beta'],
    ['http://127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['127.0.0.1:8787', 'http://127.0.0.1:8787'],
    ['http://localhost:8787/', 'http://localhost:8787'],
    ['localhost:8787', 'http://localhost:8787'],
    ['localhost', 'http://localhost'],
    ['https://[2001:db8::7]:8443', 'https://[2001:db8::7]:8443'],
  ])('%s is %s', (typed, endpoint) => {
    expect(parseEndpoint(typed)).toEqual({ ok: true, value: endpoint });
  });

  it.each([
    ['', 'empty', ''],
    ['  ', 'empty', ''],
    ['https://sendgate. example.com', 'blank', ''],
    ['ftp://sendgate.example.com', 'scheme', 'ftp:'],
    ['chrome-extension://abc', 'scheme', 'chrome-extension:'],
    ['http://sendgate.example.com', 'not-https', 'sendgate.example.com'],
    ['http://localhost.example.com', 'not-https', 'localhost.example.com'],
    ['http://127.0.0.2:8787', 'not-https', '127.0.0.2'],
    ['https://ada:secret@sendgate.example.com', 'credentials', ''],
    ['ada@example.com', 'credentials', ''],
    ['https://sendgate.example.com?token=sga_1', 'query', ''],
    ['https://sendgate.example.com/#top', 'query', ''],
    ['https://', 'not-a-url', 'https://'],
    ['https://300.0.2.1', 'not-a-url', 'https://300.0.2.1'],
    ['https://sendgate.example.com:99999', 'not-a-url', 'https://sendgate.example.com:99999'],
  ])('“%s” is refused: %s', (typed, reason, part) => {
    expect(parseEndpoint(typed)).toEqual({ ok: false, error: { reason, part } });
  });

  it('a bare name that only starts like this machine’s is called over HTTPS', () => {
    expect(parseEndpoint('localhost.example.com')).toEqual({
      ok: true,
      value: 'https://localhost.example.com',
    });
  });
});
