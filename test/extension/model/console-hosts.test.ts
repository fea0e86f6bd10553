import { describe, expect, it } from 'vitest';
import {
  findProviderAt,
  hasTab,
  matchPatternOf,
  parseConsoleHost,
} from '../../../extension/model/console-hosts.ts';

describe('a console that a person adds', () => {
  it.each([
    ['mail.example.net', 'mail.example.net'],
    ['  Mail.Example.NET ', 'mail.example.net'],
    ['https://mail.example.net', 'mail.example.net'],
    ['https://mail.example.net/senders?page=2#top', 'mail.example.net'],
    ['mail.example.net/senders', 'mail.example.net'],
    ['https://mail.example.net:443/', 'mail.example.net'],
    ['bücher.example', 'xn--bcher-kva.example'],
  ])('%s is the host %s', (typed, host) => {
    expect(parseConsoleHost(typed)).toEqual({ ok: true, value: host });
  });

  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['http://mail.example.net', 'not-https'],
    ['ftp://mail.example.net', 'not-https'],
    ['mail.example.net:8443', 'port'],
    ['https://mail.example.net:8443/x', 'port'],
    ['localhost', 'not-a-host'],
    ['192.0.2.7', 'not-a-host'],
    ['[2001:db8::7]', 'not-a-host'],
    ['*.example.net', 'not-a-host'],
    ['<all_urls>', 'not-a-host'],
    ['two words.example', 'not-a-host'],
    ['ada:secret@mail.example.net', 'not-a-host'],
    ['-mail.example.net', 'not-a-host'],
    ['mail..example.net', 'not-a-host'],
    [`${'a'.repeat(64)}.example.net`, 'not-a-host'],
  ])('“%s” is refused: %s', (typed, reason) => {
    expect(parseConsoleHost(typed)).toEqual({ ok: false, error: { reason } });
  });

  it.each([
    ['app.sendgrid.com', 'SendGrid'],
    ['https://eu-west-1.console.aws.amazon.com/ses/home', 'Amazon SES'],
    ['console.aws.amazon.com', 'Amazon SES'],
  ])('%s is refused, since the table has it for %s', (typed, provider) => {
    expect(parseConsoleHost(typed)).toEqual({ ok: false, error: { reason: 'built-in', provider } });
  });

  it('a host that merely ends like one of the table is nobody’s', () => {
    expect(findProviderAt('evilconsole.aws.amazon.com')).toBeUndefined();
    expect(findProviderAt('sendgrid.com')).toBeUndefined();
  });

  it.each([
    ['https://console.tencentcloud.com/ses', true],
    ['https://console.tencentcloud.com/ses/sender?page=2', true],
    ['https://console.tencentcloud.com/sesame', false],
    ['https://console.tencentcloud.com/', false],
    ['https://eu-west-1.console.aws.amazon.com/ses/home', true],
    ['https://eu-west-1.console.aws.amazon.com/ec2/home', false],
    ['https://app.brevo.com/statistics', true],
    ['https://mail.example.net/senders', true],
  ])('whether the tab stands on %s: %s', (url, stands) => {
    expect(hasTab(new URL(url))).toBe(stands);
  });

  it('its pattern is every page of that one host over HTTPS', () => {
    expect(matchPatternOf('mail.example.net')).toBe('https://mail.example.net/*');
  });
});
