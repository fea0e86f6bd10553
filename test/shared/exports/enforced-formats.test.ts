/**
 * The text of each format for a list in each state. A format always says something, and never
 * leaves the list out.
 */
import { describe, expect, it } from 'vitest';
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS, refuseExport } from '../../../shared/exports/export-formats.ts';
import { buildEntry, HOUR, listOf, NOW } from '../build-allowlist.ts';
import { buildSource, render, SEGMENTS, SOURCES } from './build-source.ts';

type State = keyof typeof SOURCES;

const HEADING = '# Sendgate: the allowlist of ada@example.com at revision 7';
const LISTED = '# Only these addresses may send.';
const OFF = '# The allowlist is off: any address may send.';
const OBSERVED = '# The allowlist only observes: any address may send.';
const EXPIRED = '# Every entry has expired: no address may send.';
const SUSPENDED = '# The account is suspended: no address may send.';

const each = (form: (segment: string) => string) => SEGMENTS.map(form);
const all = (action: string) => [`0.0.0.0/0 ${action}`, `::/0 ${action}`];
const nets = (text: string) => [`ada@example.com:::::::allow_nets=${text}`];
const WARN = 'WARN Sendgate would refuse this address';

// biome-ignore format: a table
const TEXTS: Readonly<Record<string, Readonly<Record<State, readonly string[]>>>> = {
  'postfix-cidr': {
    enforced: [LISTED, ...each((segment) => `${segment} DUNNO`), ...all('REJECT')],
    observed: [OBSERVED, ...each((segment) => `${segment} DUNNO`), ...all(WARN)],
    off: [OFF, ...all('DUNNO')],
    expired: [EXPIRED, ...all('REJECT')],
    suspended: [SUSPENDED, ...all('REJECT')],
    'off and suspended': [SUSPENDED, ...all('REJECT')],
  },
  'nginx-allow': {
    enforced: [LISTED, ...each((segment) => `allow ${segment};`), 'deny all;'],
    observed: [OBSERVED, 'allow all;'],
    off: [OFF, 'allow all;'],
    expired: [EXPIRED, 'deny all;'],
    suspended: [SUSPENDED, 'deny all;'],
    'off and suspended': [SUSPENDED, 'deny all;'],
  },
  'exim-hostlist': {
    enforced: [LISTED, ...SEGMENTS],
    observed: [OBSERVED, '*'],
    off: [OFF, '*'],
    expired: [EXPIRED, '!*'],
    suspended: [SUSPENDED, '!*'],
    'off and suspended': [SUSPENDED, '!*'],
  },
  'dovecot-allow-nets': {
    enforced: [LISTED, ...nets(SEGMENTS.join(','))],
    observed: [OBSERVED, ...nets('0.0.0.0/0,::/0')],
    off: [OFF, ...nets('0.0.0.0/0,::/0')],
    expired: [EXPIRED, ...nets('0.0.0.0/32')],
    suspended: [SUSPENDED, ...nets('0.0.0.0/32')],
    'off and suspended': [SUSPENDED, ...nets('0.0.0.0/32')],
  },
};

describe.each(Object.keys(TEXTS) as ExportFormatName[])('%s', (format) => {
  it.each(Object.keys(SOURCES) as State[])('of a list that is %s', (state) => {
    const lines = [HEADING, ...(TEXTS[format]?.[state] ?? [])];
    expect(render(format, SOURCES[state])).toBe(`${lines.join('\n')}\n`);
  });
});

describe('aws-iam', () => {
  const denial = { Sid: 'SendgateRevision7', Effect: 'Deny', Action: 'ses:Send*', Resource: '*' };
  const unless = (addresses: readonly string[]) => ({
    NotIpAddress: { 'aws:SourceIp': addresses },
  });
  const never = {
    ...unless(['0.0.0.0/0', '::/0']),
    Null: { 'aws:SourceIp': 'false' },
  };

  it.each([
    ['enforced', { ...denial, Condition: unless(SEGMENTS) }],
    ['observed', { ...denial, Condition: never }],
    ['off', { ...denial, Condition: never }],
    ['expired', denial],
    ['suspended', denial],
    ['off and suspended', denial],
  ] as const)('of a list that is %s', (state, statement) => {
    const policy = JSON.parse(render('aws-iam', SOURCES[state]));
    expect(policy).toEqual({ Version: '2012-10-17', Statement: [statement] });
  });
});

describe('tencent-cam', () => {
  const denial = {
    effect: 'deny',
    action: ['ses:SendEmail', 'ses:BatchSendEmail'],
    resource: ['*'],
  };
  const unless = (addresses: readonly string[]) => ({ ip_not_equal: { 'qcs:ip': addresses } });

  it.each([
    ['enforced', { ...denial, condition: unless(SEGMENTS) }],
    ['observed', { ...denial, condition: unless(['0.0.0.0/0', '::/0']) }],
    ['off', { ...denial, condition: unless(['0.0.0.0/0', '::/0']) }],
    ['expired', denial],
    ['suspended', denial],
    ['off and suspended', denial],
  ] as const)('of a list that is %s', (state, statement) => {
    const policy = JSON.parse(render('tencent-cam', SOURCES[state]));
    expect(policy).toEqual({ version: '2.0', statement: [statement] });
  });
});

describe('json', () => {
  it.each([
    ['enforced', 'listed', SEGMENTS],
    ['observed', 'anyone', SEGMENTS],
    ['off', 'anyone', []],
    ['expired', 'no-one', []],
    ['suspended', 'no-one', []],
    ['off and suspended', 'no-one', []],
  ] as const)('of a list that is %s says that it admits %s', (state, admits, segments) => {
    const { suspended, list, revision, account } = SOURCES[state];
    const written = JSON.parse(render('json', SOURCES[state]));
    const { mode, limit } = list;
    const count = list.entries.length;
    const expired = list.entries.filter(({ expiresAt }) => (expiresAt ?? NOW + 1) <= NOW).length;
    const size = { count, expired, limit };
    const head = { account, mode, revision, ...size, suspended, admits, segments };
    expect(written).toEqual({ ...head, entries: expect.any(Array) });
    expect(written.entries.map(({ value }: { value: string }) => value)).toEqual(
      list.entries.map(({ value }) => value),
    );
  });
});

describe.each(Object.keys(EXPORT_FORMATS) as ExportFormatName[])('every format: %s', (format) => {
  it('R13: changes at the moment an entry expires, and only then', () => {
    const entries = [
      buildEntry('e1', '192.0.2.1'),
      buildEntry('e2', '192.0.2.9', { expiresAt: NOW + HOUR }),
    ];
    const at = (now: number) => render(format, buildSource(listOf(entries)), now);
    expect(at(NOW + HOUR - 1)).toBe(at(NOW));
    expect(at(NOW + HOUR)).not.toBe(at(NOW));
    expect(at(NOW + 2 * HOUR)).toBe(at(NOW + HOUR));
  });

  it('keeps an account of any characters on its own line', () => {
    const account = 'a;b} "c\' \\ # %{d} <é>\u2028@example.com';
    const plain = render(format, buildSource(SOURCES.enforced.list, { account: 'x' }));
    const odd = render(format, buildSource(SOURCES.enforced.list, { account }));
    expect(odd.split('\n')).toHaveLength(plain.split('\n').length);
  });
});

describe('a list that can’t be written', () => {
  it.each(['a:b@example.com', '#a@example.com'])('in a passwd-file, for %s', (account) => {
    const source = buildSource(SOURCES.off.list, { account });
    const refused = refuseExport('dovecot-allow-nets', source);
    expect(refused).toMatchObject({ code: 'invalid-value' });
    expect(refused?.errors).toMatchObject([{ pointer: '/path/account', value: account }]);
    expect(refuseExport('postfix-cidr', source)).toBeUndefined();
  });

  it('because its ranges take too many segments', () => {
    // Each range takes 158 segments.
    const ranges = Array.from({ length: 700 }, (_, index) => {
      const block = `2001:db8:${index.toString(16)}`;
      return `${block}::1-${block}:ffff:ffff:ffff:ffff:fffe`;
    });
    const source = buildSource(
      listOf(ranges.map((range, index) => buildEntry(`e${index}`, range))),
    );
    expect(refuseExport('json', source)).toMatchObject({ code: 'limit-reached' });
    expect(refuseExport('csv', source)).toBeUndefined();
  });
});
