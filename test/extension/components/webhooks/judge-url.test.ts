import { describe, expect, it } from 'vitest';
import {
  findUrlError,
  findUrlRefusal,
} from '../../../../extension/components/webhooks/judge-url.ts';

describe('a webhook’s URL as it is typed', () => {
  it.each([
    ['', 'webhooks.urlMissing'],
    ['hooks.example.com', 'webhooks.notAUrl'],
    ['ftp://hooks.example.com/', 'webhooks.notHttps'],
    ['https://ada@hooks.example.com/', 'webhooks.credentials'],
    ['https://hooks.example.com/', undefined],
    // Some deployments accept these URLs.
    ['http://127.0.0.1:8080/', undefined],
  ])('%s: %s', (text, error) => {
    expect(findUrlError(text)).toBe(error);
  });

  it.each([
    ['http://hooks.example.com/', 'webhooks.notHttps'],
    ['https://127.0.0.1/', 'webhooks.specialPurpose'],
    ['https://intranet/', 'webhooks.shortName'],
    ['https://printer.local/', 'webhooks.localName'],
    ['https://hooks.example.com/', 'Not today.'],
  ])('%s, which the Worker refused: %s', (text, error) => {
    expect(findUrlRefusal(text, 'Not today.')).toBe(error);
  });
});
