/** Puts a number of addresses into words that a person can understand. */

import { wordNumber } from './time.ts';
import { t } from './translate.ts';

/**
 * The largest number that is written with digits. Larger ones say nothing to a person. They are powers of two, as the
 * sizes of IPv6 segments are.
 */
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
