/** Filters and sorts the senders. */
import { findAddress } from '../../../shared/ip-address.ts';
import { containsAddress } from '../../../shared/ip-range.ts';
import { findSeenLogin } from '../../model/seen-login.ts';
import { findRange } from '../panel/find-range.ts';
import { isNotAllowed, type JudgedSender } from './judge-senders.ts';

export const SENDER_FILTERS = ['all', 'not-allowed', 'password-right'] as const;
export type SenderFilter = (typeof SENDER_FILTERS)[number];

export const SENDER_ORDERS = ['recent', 'checks', 'refused', 'address'] as const;
export type SenderOrder = (typeof SENDER_ORDERS)[number];

export function filterSenders(
  all: readonly JudgedSender[],
  filter: SenderFilter,
): readonly JudgedSender[] {
  switch (filter) {
    case 'all':
      return all;
    case 'not-allowed':
      return all.filter(isNotAllowed);
    case 'password-right':
      return all.filter(({ sender }) => sender.passwordWasRight);
  }
}

/**
 * Finds the senders whose address, login, entry or server contains the typed text. If the text is a segment or a range,
 * senders in it are found, too.
 */
export function searchSenders(
  all: readonly JudgedSender[],
  query: string,
): readonly JudgedSender[] {
  const text = query.trim().toLowerCase();
  if (text === '') return all;
  const wanted = findRange(text);
  return all.filter(({ sender, seen }) => {
    const { address, server } = sender;
    const entry = seen.entry ?? seen.shared?.entry ?? sender.entry;
    const login = findSeenLogin(sender) ?? '';
    const says = [address, login, server.name, entry?.value ?? '', entry?.remark ?? ''];
    if (says.some((part) => part.toLowerCase().includes(text))) return true;
    const number = wanted && findAddress(address);
    return number !== undefined && wanted !== undefined && containsAddress(wanted, number);
  });
}

export function sortSenders(
  senders: readonly JudgedSender[],
  order: SenderOrder,
): readonly JudgedSender[] {
  switch (order) {
    case 'recent':
      // The Worker already gives them in this order.
      return senders;
    case 'checks':
      return senders.toSorted((a, b) => checksOf(b) - checksOf(a));
    case 'refused':
      return senders.toSorted((a, b) => b.sender.refused - a.sender.refused);
    case 'address': {
      const numbers = new Map(senders.map((one) => [one, findAddress(one.sender.address) ?? 0n]));
      return senders.toSorted((a, b) => ((numbers.get(a) ?? 0n) < (numbers.get(b) ?? 0n) ? -1 : 1));
    }
  }
}

export function checksOf({ sender }: JudgedSender): number {
  return sender.allowed + sender.refused + sender.observed;
}
