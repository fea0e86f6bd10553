/**
 * The text of each format for a list in each state. A format always says something, and never
 * leaves the list out.
 */
import { describe, expect, it } from 'vitest';
import type { ExportFormatName } from '../../../shared/exports/export-format-name.ts';
import { EXPORT_FORMATS } from '../../../shared/exports/export-formats.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import { buildEntry, HOUR, listOf, NOW } from '../build-allowlist.ts';
import { buildSource, INCLUDED, render, SEGMENTS, SOURCES } from './build-source.ts';

type State = keyof typeof SOURCES;

const HEADING = '# Sendgate: the allowlist of ada@example.com at revision 7';
const INCLUDED_LINES = [
  '# With the shared list office at revision 3.',
  '# The shared list old was deleted: it covers no address.',
  '# With the shared list home at revision 5.',
];
const LISTED = '# Only these addresses may send.';
const OFF = '# The allowlist is off: any address may send.';
const OBSERVED = '# The allowlist only observes: any address may send.';
const EXPIRED = '# Every entry has expired: no address may send.';
const SUSPENDED = '# The account is suspended: no address may send.';

const each = (form: (segment: string) => string) => SEGMENTS.map(form);
const all = (action: string) => [`0.0.0.0/0 ${action}`, `::/0 ${action}`];
const nets = (text: string) => [`ada@example.com:::::::allow_nets=${text}`];
/** Returns the lines of the segments, with the name of each list above its own. */
const parted = (
  form: (segment: string) => string,
  own: readonly string[],
  home: readonly string[],
) => [
  ...own.map(form),
  '# Shared list office',
  form('192.0.3.0/31'),
  '# Shared list home',
  ...home.map(form),
];
const HOME = ['203.0.113.9/32', '2001:db8:2::/48'];
const HOME_ALONE = ['192.0.2.0/24', ...HOME];
/** The fewest segments of all lists together. */
const EXTENDED = [
  '192.0.2.0/24',
  '192.0.3.0/31',
  '198.51.100.6/31',
  '198.51.100.8/32',
  '203.0.113.9/32',
  '2001:db8:1::/48',
  '2001:db8:2::/48',
];
const ALONE = ['192.0.2.0/24', '192.0.3.0/31', ...HOME];
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
    'extended by lists': [LISTED, ...parted((segment) => `${segment} DUNNO`, SEGMENTS, HOME), ...all('REJECT')],
    'made of lists alone': [LISTED, ...parted((segment) => `${segment} DUNNO`, [], HOME_ALONE), ...all('REJECT')],
    'suspended and extended': [SUSPENDED, ...all('REJECT')],
  },
  'nginx-allow': {
    enforced: [LISTED, ...each((segment) => `allow ${segment};`), 'deny all;'],
    observed: [OBSERVED, 'allow all;'],
    off: [OFF, 'allow all;'],
    expired: [EXPIRED, 'deny all;'],
    suspended: [SUSPENDED, 'deny all;'],
    'off and suspended': [SUSPENDED, 'deny all;'],
    'extended by lists': [LISTED, ...parted((segment) => `allow ${segment};`, SEGMENTS, HOME), 'deny all;'],
    'made of lists alone': [LISTED, ...parted((segment) => `allow ${segment};`, [], HOME_ALONE), 'deny all;'],
    'suspended and extended': [SUSPENDED, 'deny all;'],
  },
  'exim-hostlist': {
    enforced: [LISTED, ...SEGMENTS],
    observed: [OBSERVED, '*'],
    off: [OFF, '*'],
    expired: [EXPIRED, '!*'],
    suspended: [SUSPENDED, '!*'],
    'off and suspended': [SUSPENDED, '!*'],
    'extended by lists': [LISTED, ...parted((segment) => segment, SEGMENTS, HOME)],
    'made of lists alone': [LISTED, ...parted((segment) => segment, [], HOME_ALONE)],
    'suspended and extended': [SUSPENDED, '!*'],
  },
  'dovecot-allow-nets': {
    enforced: [LISTED, ...nets(SEGMENTS.join(','))],
    observed: [OBSERVED, ...nets('0.0.0.0/0,::/0')],
    off: [OFF, ...nets('0.0.0.0/0,::/0')],
    expired: [EXPIRED, ...nets('0.0.0.0/32')],
    suspended: [SUSPENDED, ...nets('0.0.0.0/32')],
    'off and suspended': [SUSPENDED, ...nets('0.0.0.0/32')],
    'extended by lists': [LISTED, ...nets(EXTENDED.join(','))],
    'made of lists alone': [LISTED, ...nets(ALONE.join(','))],
    'suspended and extended': [SUSPENDED, ...nets('0.0.0.0/32')],
  },
};

describe.each(Object.keys(TEXTS) as ExportFormatName[])('%s', (format) => {
  it.each(Object.keys(SOURCES) as State[])('of a list that is %s', (state) => {
    const included = 'included' in SOURCES[state] ? INCLUDED_LINES : [];
    const lines = [HEADING, ...included, ...(TEXTS[format]?.[state] ?? [])];
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
    ['extended by lists', { ...denial, Condition: unless(EXTENDED) }],
    ['made of lists alone', { ...denial, Condition: unless(ALONE) }],
    ['suspended and extended', denial],
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
    ['extended by lists', { ...denial, condition: unless(EXTENDED) }],
    ['made of lists alone', { ...denial, condition: unless(ALONE) }],
    ['suspended and extended', denial],
  ] as const)('of a list that is %s', (state, statement) => {
    const policy = JSON.parse(render('tencent-cam', SOURCES[state]));
    expect(policy).toEqual({ version: '2.0', statement: [statement] });
  });
});

/** The included lists as JSON. */
const WIRE_LISTS = INCLUDED.map(({ list, found }) =>
  found === null
    ? { list, gone: true }
    : {
        list,
        revision: found.revision,
        entries: found.entries.map(({ id, value }) => expect.objectContaining({ id, value })),
      },
);

describe('json', () => {
  it.each([
    ['enforced', 'listed', SEGMENTS],
    ['observed', 'anyone', SEGMENTS],
    ['off', 'anyone', []],
    ['expired', 'no-one', []],
    ['suspended', 'no-one', []],
    ['off and suspended', 'no-one', []],
    ['extended by lists', 'listed', EXTENDED],
    ['made of lists alone', 'listed', ALONE],
    ['suspended and extended', 'no-one', []],
  ] as const)('of a list that is %s says that it admits %s', (state, admits, segments) => {
    const { suspended, list, revision, account } = SOURCES[state];
    const written = JSON.parse(render('json', SOURCES[state]));
    const { mode, limit } = list;
    const count = list.entries.length;
    const expired = list.entries.filter(({ expiresAt }) => (expiresAt ?? NOW + 1) <= NOW).length;
    const size = { count, expired, limit };
    const head = { account, mode, revision, ...size, suspended, admits, segments };
    const lists = 'included' in SOURCES[state] ? WIRE_LISTS : [];
    expect(written).toEqual({ ...head, lists, entries: expect.any(Array) });
    expect(written.entries.map(({ value }: { value: string }) => value)).toEqual(
      list.entries.map(({ value }) => value),
    );
  });
});

it('json is read again with the entries of all lists, whatever the lists are called', () => {
  const included = INCLUDED.map((each) => ({ ...each, list: 'blocked' }));
  const { rows, rejects } = readList(
    render('json', buildSource(SOURCES.enforced.list, { included })),
  );
  expect(rejects).toEqual([]);
  const entries = [
    ...SOURCES.enforced.list.entries,
    ...INCLUDED.flatMap(({ found }) => found?.entries ?? []),
  ];
  expect(rows.map(({ value }) => value).toSorted()).toEqual(
    entries.map(({ value }) => value).toSorted(),
  );
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

describe('an account that includes only lists that cover nothing', () => {
  it.each([
    ['have entries that have expired', 'Every entry has expired', NOW + HOUR],
    ['have no entry', 'There is no entry', NOW],
  ])('lets no address in, when they %s', (_what, because, now) => {
    const entries = now === NOW ? [] : [buildEntry('o1', '192.0.2.1', { expiresAt: NOW })];
    const included = [
      { list: 'office', found: { revision: 3, entries } },
      { list: 'old', found: null },
    ];
    const source = buildSource(listOf([]), { included });
    expect(render('nginx-allow', source, now).split('\n').slice(-3)).toEqual([
      `# ${because}: no address may send.`,
      'deny all;',
      '',
    ]);
    expect(JSON.parse(render('json', source, now))).toMatchObject({ admits: 'no-one' });
  });
});
