import { describe, expect, it } from 'vitest';
import { parseWebhookTarget } from '../../../../worker/objects/account/webhooks/webhook-target.ts';

describe('a webhook’s URL', () => {
  it.each([
    ['https://hooks.example.com/sendgate', 'https://hooks.example.com/sendgate'],
    ['https://HOOKS.example.com:8443/a?b=c#d', 'https://hooks.example.com:8443/a?b=c'],
    ['https://9.9.9.9/', 'https://9.9.9.9/'],
    ['https://[2620:fe::fe]/', 'https://[2620:fe::fe]/'],
    ['https://localhost.example.com/', 'https://localhost.example.com/'],
    ['https://mylocal.example/', 'https://mylocal.example/'],
    ['https://hooks.example.com.:443/', 'https://hooks.example.com./'],
    ['https://hooks.example.com:1024/', 'https://hooks.example.com:1024/'],
    ['https://xn--exmple-4ya.example/', 'https://xn--exmple-4ya.example/'],
  ])('%s is public', (text, value) => {
    expect(parseWebhookTarget(text, 'public')).toEqual({ ok: true, value });
  });

  it.each([
    ['hooks.example.com', 'looks like https://'],
    ['', 'looks like https://'],
    ['http://hooks.example.com/', 'Only https'],
    ['ftp://hooks.example.com/', 'Only https'],
    ['javascript:alert(1)', 'Only https'],
    ['https://ada:secret@hooks.example.com/', 'No user or password'],
    ['https://ada@hooks.example.com/', 'No user or password'],
    ['https://localhost/', 'full name'],
    ['https://intranet/', 'full name'],
    ['https://intranet./', 'full name'],
    ['https://api.localhost/', 'under .localhost'],
    ['https://printer.local/', 'under .local'],
    ['https://printer.LOCAL./', 'under .local'],
    ['https://metadata.google.internal/', 'under .internal'],
    ['https://nas.home.arpa/', 'under .home.arpa'],
    ['https://127.0.0.1/', 'loopback'],
    ['https://127.1/', 'loopback'],
    ['https://0x7f000001/', 'loopback'],
    ['https://2130706433/', 'loopback'],
    ['https://127。0。0。1/', 'loopback'],
    ['https://10.1.2.3/', 'private'],
    ['https://172.31.0.1/', 'private'],
    ['https://192.168.1.1/', 'private'],
    ['https://100.64.0.1/', 'carrier-grade NAT'],
    ['https://169.254.169.254/latest/meta-data', 'link-local'],
    ['https://0.0.0.0/', 'this network'],
    ['https://192.0.2.1/', 'documentation'],
    ['https://[::1]/', 'loopback'],
    ['https://[::ffff:127.0.0.1]/', 'loopback'],
    ['https://[::ffff:a00:1]/', 'private'],
    ['https://[64:ff9b::7f00:1]/', 'NAT64'],
    ['https://[fd00::1]/', 'unique local'],
    ['https://[fe80::1]/', 'link-local'],
    ['https://[2001:db8::1]/', 'documentation'],
    ['https://[::7f00:1]/', 'public internet routes'],
    ['https://[fec0::1]/', 'public internet routes'],
    ['https://[::ffff:0:7f00:1]/', 'public internet routes'],
    ['https://[4000::1]/', 'public internet routes'],
    ['https://127.0.0.1../', 'full name'],
    ['https://hooks..example.com/', 'full name'],
    ['https://x.lan/', 'under .lan'],
    ['https://x.test/', 'under .test'],
    ['https://x.onion/', 'under .onion'],
    ['https://x.home/', 'under .home'],
    ['https://x.corp./', 'under .corp'],
    ['https://hooks.example.com:22/', 'port is 443'],
    ['https://hooks.example.com:25/', 'port is 443'],
    ['https://hooks.example.com:1023/', 'port is 443'],
    ['https://hooks.example.com:80/', 'port is 443'],
  ])('%s is none, and why', (text, why) => {
    const parsed = parseWebhookTarget(text, 'public');
    expect(parsed).toMatchObject({ ok: false, error: expect.stringContaining(why) });
  });

  it('where any target is allowed is HTTP and loopback too, still without a user', () => {
    expect(parseWebhookTarget('http://127.0.0.1:8080/hook', 'any').ok).toBe(true);
    expect(parseWebhookTarget('https://localhost/', 'any').ok).toBe(true);
    expect(parseWebhookTarget('http://ada:secret@127.0.0.1/', 'any').ok).toBe(false);
    expect(parseWebhookTarget('file:///etc/passwd', 'any').ok).toBe(false);
  });
});
