/**
 * Values that have broken programs before: as a value, as a name, as a piece of a path or of a
 * header.
 */
import type { Random } from './random.ts';

const LONG = 'a'.repeat(5_000);

export const NAMES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  '',
  ' ',
  '~1',
  '$ref',
  'Account',
  'account\u0000',
  '0',
  LONG,
] as const;

export const TEXTS = [
  ...NAMES,
  'null',
  'undefined',
  'NaN',
  '\u0000',
  '\ud800',
  '\udc00\ud800',
  '\u202eevil',
  '\ufeff',
  '\u2028',
  '👩‍👩‍👧‍👦',
  'ﬀ',
  'İ',
  '..',
  '../../v1/accounts',
  '..%2f..%2f',
  '%00',
  '%',
  '%ff',
  "' OR 1=1 --",
  '"; DROP TABLE entries; --',
  '<script>alert(1)</script>',
  '{{7*7}}#{7*7}',
  '\r\nSet-Cookie: x=1',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  'https://[::1]/',
  'https://user:secret@hooks.example.com/',
  '0x7f.1',
  '3221225985',
  '203.0.113.07',
  '203.0.113.7, 198.51.100.7',
  '::ffff:198.51.100.7',
  '0.0.0.0/0',
  '::/0',
  '203.0.113.7/33',
  '203.0.113.9-203.0.113.7',
  'fe80::1%eth0',
  '[2001:db8::7]:25',
  '9999-12-31T23:59:59Z',
  '-000001-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
] as const;

const SCALARS: readonly unknown[] = [
  ...TEXTS,
  null,
  true,
  false,
  0,
  -0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 31,
  [],
  {},
  [[]],
  [null],
];

export function hostileValue(random: Random): unknown {
  if (random.oneIn(40)) return nested(random.pick([10, 100, 1_000]));
  if (random.oneIn(40)) return Array.from({ length: random.pick([101, 1_001, 10_001]) }, () => 'x');
  return random.pick(SCALARS);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
}
