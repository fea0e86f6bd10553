/**
 * Turns one token into a value, or into the reason why it is no value. The strict parser decides, before and
 * after each mend.
 */
import { formatBySign } from '../format-by-sign.ts';
import { findAddress } from '../ip-address.ts';
import { parseValue } from '../ip-range.ts';
import type { ValueFormat, ValueProblemReason } from '../value-problem.ts';
import type { Change, RejectReason } from './found.ts';
import { readMask, segmentOf } from './masks.ts';

export type Outcome =
  | {
      readonly ok: true;
      readonly value: string;
      readonly format: ValueFormat;
      readonly change: Change | null;
    }
  | { readonly ok: false; readonly reason: RejectReason; readonly suggestion: string | null };

/** The special meanings that a token has in the program it comes from. */
export interface TokenRules {
  /** 10.0.0 is a segment, as in Apache. */
  readonly partial?: boolean;
  /** Colons are written twice, as in Exim. */
  readonly doubledColons?: boolean;
  /** `mx` is a list of hosts, as in SPF. */
  readonly spf?: boolean;
}

interface Mend {
  readonly form: RegExp;
  readonly read: (match: RegExpExecArray, rules: TokenRules) => Rewrite | Outcome | undefined;
}

interface Rewrite {
  readonly text: string;
  readonly change: Change;
}

const ADDRESS = '[\\da-f]*[.:][\\da-f.:]*';
const between = (sign: string) => new RegExp(`^(${ADDRESS})${sign}(${ADDRESS})$`, 'i');
const rewrite = (text: string, change: Change): Rewrite => ({ text, change });
const refuse = (reason: RejectReason, suggestion: string | null = null): Outcome => {
  return { ok: false, reason, suggestion };
};

/** The mends for a text that the strict parser refuses, tried in this order. */
const MENDS: readonly Mend[] = [
  {
    form: /^([\d.]+)( *\/ *| *, *| +(?:(?:net)?mask +)?)(\d+\.\d+\.\d+\.\d+)$/i,
    read: ([, address = '', sign = '', mask = '']) => readMasked(address, sign.includes('/'), mask),
  },
  {
    form: between('(?: *(?:\\.\\.|~|至|到) *| +(?:to|bis|au|à|through|thru) +)'),
    read: ([whole, first, last]) =>
      rewrite(`${first}-${last}`, whole.includes('~') ? 'spelling' : 'range-sign'),
  },
  {
    form: between('( *)-( *)'),
    // A dash that is glued to the second alone may be a bullet: browsers join the lines of a selection.
    read: ([, first, before, after, last]) =>
      before !== '' && after === ''
        ? refuse('ambiguous', sound(`${first}-${last}`))
        : rewrite(`${first}-${last}`, 'spelling'),
  },
  {
    form: /^([\da-f.:]+) *\/ *(\d+)$/i,
    read: ([whole, address, length]) =>
      whole.includes(' ') ? rewrite(`${address}/${length}`, 'spelling') : undefined,
  },
  {
    form: /^(\d+\.\d+\.\d+\.)(\d+)-(\d{1,3})$/,
    read: ([, net, first, last]) => rewrite(`${net}${first}-${net}${last}`, 'short-range'),
  },
  {
    form: /^([\da-f:]*:)([\da-f]{1,4})-([\da-f]{1,4})$/i,
    read: ([, net, first, last]) => refuse('ambiguous', sound(`${net}${first}-${net}${last}`)),
  },
  {
    form: /^((?:\d+|\*|x)(?:\.(?:\d+|\*|x))*)\.?$/i,
    read: ([whole, octets = ''], rules) => readOpenOctets(whole, octets.split('.'), rules),
  },
  {
    form: /^(\d+\.\d+\.\d+)\/24$/,
    read: ([, octets = '']) => refuse('partial', sound(`${octets}.0/24`)),
  },
  {
    form: /^(\d+\.\d+\.\d+\.\d+):(\d{1,5})$/,
    read: ([, address = '', port]) => (isPort(port) ? rewrite(address, 'port') : undefined),
  },
  {
    form: /^\[([\da-f:.]+)\]((?:\/\d+)?)$/i,
    read: ([, address, prefix]) => rewrite(`${address}${prefix}`, 'brackets'),
  },
  {
    form: /^\[([\da-f:.]+)\]:(\d{1,5})$/i,
    read: ([, address = '', port]) => (isPort(port) ? rewrite(address, 'port') : undefined),
  },
  {
    form: /^\[?([\da-f:.]+)%[\w.-]+\]?$/i,
    read: ([, address = '']) => refuse('zone', sound(address)),
  },
  {
    form: /^[\da-f:]*::[\da-f:]*(?:\/\d+)?$/i,
    read: ([text], rules) =>
      rules.doubledColons ? rewrite(text.replaceAll('::', ':'), 'doubled-colons') : undefined,
  },
];

/** `spelled` tells whether the source has other characters than `text`. */
export function readValue(text: string, spelled: boolean, rules: TokenRules = {}): Outcome {
  const strict = judge(text, spelled ? 'spelling' : null);
  // In Exim, ::::1 is ::1, and 2001::db8::::1 has no other reading.
  if (strict.ok) return strict;
  for (const { form, read } of MENDS) {
    const match = form.exec(text);
    const mended = match === null ? undefined : read(match, rules);
    if (mended === undefined) continue;
    if ('ok' in mended) return mended;
    const judged = judge(mended.text, mended.change);
    return judged.ok ? judged : { ...judged, suggestion: suggestFor(judged.reason, mended.text) };
  }
  return { ...strict, suggestion: suggestFor(strict.reason, text) };
}

function judge(text: string, change: Change | null) {
  const format = formatBySign(text);
  const parsed = parseValue(format, text);
  if (!parsed.ok) return { ok: false, reason: parsed.error.reason, suggestion: null } as const;
  const { value, hostBitsDropped } = parsed.value;
  return {
    ok: true,
    value,
    format,
    change: change ?? (hostBitsDropped ? 'host-bits' : null),
  } as const;
}

/** Returns the text itself if it is a value as it is. */
function sound(text: string): string | null {
  // A text of letters and colons only is more often a word of a program.
  return /\d/.test(text) && judge(text, null).ok ? text : null;
}

function suggestFor(reason: ValueProblemReason, text: string): string | null {
  if (reason === 'range-reversed') return sound(text.split('-').reverse().join('-'));
  if (reason !== 'leading-zero') return null;
  // Some programs read 010 as 8, others as 10. All read 07 and 007 as 7.
  if (/(?<!\d)0+(?:[1-9]\d+|[89])(?!\d)/.test(text.replace(/\/\d+$/, ''))) return null;
  return sound(text.replace(/(?<!\d)0+(?=\d)/g, ''));
}

function readMasked(
  address: string,
  slashed: boolean,
  mask: string,
): Outcome | Rewrite | undefined {
  const masked = readMask(address, mask);
  if (masked === undefined) return undefined;
  if (masked.kind === 'not-contiguous') return refuse('mask');
  if (masked.kind === 'everything') return refuse('ambiguous', sound(address));
  // An address with a mask beside it is mostly the address of one network interface.
  if (masked.hasHostBits && !slashed) return refuse('ambiguous', sound(address));
  return rewrite(`${address}/${masked.length}`, 'netmask');
}

function readOpenOctets(
  whole: string,
  octets: readonly string[],
  { partial = false }: TokenRules,
): Outcome | Rewrite | undefined {
  const open = octets.findIndex((octet) => /[*x]/i.test(octet));
  if (octets.length > 4 || (open < 0 && octets.length === 4)) return undefined;
  if (open === 0)
    return octets.length === 4 && octets.every((o) => o === '*')
      ? refuse('whole-family')
      : refuse('wildcard');
  const known = octets.slice(0, open < 0 ? octets.length : open);
  if (known.some((octet) => /^0\d/.test(octet))) return refuse('leading-zero');
  const segment = segmentOf(known);
  const isTail = open < 0 || octets.slice(open).every((octet) => /[*x]/i.test(octet));
  if (octets.length < 4) {
    if (partial && open < 0) return rewrite(segment, 'partial');
    return refuse('partial', isTail ? sound(segment) : null);
  }
  if (isTail && !/x/i.test(whole) && sound(segment) !== null) return rewrite(segment, 'wildcard');
  return refuse('wildcard', isTail ? sound(segment) : null);
}

function isPort(port = ''): boolean {
  return Number(port) >= 1 && Number(port) <= 65_535;
}

/** Suggests the value with the bare number behind it as the length of its prefix. */
export function suggestPrefix(address: string, length: string): string | null {
  return findAddress(address) === undefined ? null : sound(`${address}/${length}`);
}
