import type { ValueProblem, ValueProblemReason } from './value-problem.ts';

/**
 * Says why `readAddress` refused a text. Call it only for a refused text, because it accepts nothing
 * itself.
 */
export function explainAddress(text: string): ValueProblem {
  if (text === '') return because('empty');
  if (/\s/.test(text)) return because('blank');
  // The sign counts only behind a text that looks like an address: zone ids and host names have dashes, URLs
  // have slashes.
  const sign = /^[0-9a-f]*[.:][0-9a-f.:]*([/-])/i.exec(text)?.[1];
  if (sign !== undefined) return because(sign === '/' ? 'is-segment' : 'is-range');
  if (text.includes('%')) return because('zone', text.slice(text.indexOf('%')));
  if (/^\[|\]|\.[^.:]*:\d*$/.test(text)) return because('port');
  return text.includes(':') ? explainIpv6(text) : explainIpv4(text);
}

/**
 * A host name: parts of letters, digits and dashes, the last part of letters only. At least one letter is not a
 * hexadecimal digit or an x.
 */
const HOST_NAME = /^(?=.*[^\P{L}a-fx])(?:[\p{L}\p{N}-]+\.)*\p{L}[\p{L}-]*\p{L}\.?$/iu;

/** The longest name in DNS, including the dot at its end. */
const MAX_NAME_CHARACTERS = 254;

function explainIpv4(text: string): ValueProblem {
  if (text.length <= MAX_NAME_CHARACTERS && HOST_NAME.test(text)) return because('host-name', text);
  const stray = /[^0-9a-fx.]/iu.exec(text);
  if (stray) return because('character', stray[0]);
  if (/[a-fx]/i.test(text) || !text.includes('.')) return because('not-decimal', text);
  const octets = text.split('.');
  const zero = octets.find((octet) => /^0\d/.test(octet));
  if (zero !== undefined) return because('leading-zero', zero);
  const large = octets.find((octet) => Number(octet) > 255);
  if (large !== undefined) return because('octet-too-large', large);
  if (octets.length !== 4) return because('octet-count', text);
  return because('empty', text);
}

function explainIpv6(text: string): ValueProblem {
  const stray = /[^0-9a-f:.]/iu.exec(text);
  if (stray) return because('character', stray[0]);
  if (text.includes(':::') || text.indexOf('::') !== text.lastIndexOf('::')) {
    return because('compressed-twice');
  }
  const groups = text.split(':');
  const tail = groups.at(-1) ?? '';
  const long = groups.find((group) => !group.includes('.') && group.length > 4);
  if (long !== undefined) return because('group-too-long', long);
  if (tail.includes('.')) {
    const quad = explainIpv4(tail);
    if (quad.reason !== 'empty' || tail.split('.').includes('')) return quad;
  }
  return because('group-count');
}

function because(reason: ValueProblemReason, part = ''): ValueProblem {
  return { reason, part };
}
