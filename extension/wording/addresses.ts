/** How many addresses there are, as far as a person can take the number in. */

import { wordNumber } from './time.ts';
import { t } from './translate.ts';

/** Beyond this a number is only digits: IPv6 is counted in powers of two, as its segments are. */
const LONGEST_COUNT = 1_000_000_000_000n;

export function wordAddresses(count: bigint): string {
  if (count === 1n) return t('words.addresses', 1);
  return t('words.addresses', 2, [count <= LONGEST_COUNT ? wordNumber(count) : wordPower(count)]);
}

function wordPower(count: bigint): string {
  const exponent = count.toString(2).length - 1;
  const power = `2${superscript(exponent)}`;
  return count === 1n << BigInt(exponent) ? power : t('add.over', [power]);
}

function superscript(value: number): string {
  return String(value).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)] ?? digit);
}
