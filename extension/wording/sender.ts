import type { Sender } from '../../shared/api.ts';
import { wordNumber } from './time.ts';
import { wordTokenName } from './token-name.ts';
import { t } from './translate.ts';

const CHECKS = {
  allowed: 'senders.allowed',
  refused: 'senders.refused',
  observed: 'senders.observed',
} as const satisfies Record<'allowed' | 'refused' | 'observed', string>;

/** Returns a text such as "12 allowed". */
export function wordChecks(kind: 'allowed' | 'refused' | 'observed', count: number): string {
  const number: [string] = [wordNumber(count)];
  return t(CHECKS[kind], number);
}

/** Returns the numbers of allowed, observed and refused checks. Numbers that are zero are left out. */
export function wordCounts(sender: Pick<Sender, 'allowed' | 'refused' | 'observed'>): string {
  return (['allowed', 'refused', 'observed'] as const)
    .filter((kind) => sender[kind] > 0)
    .map((kind) => wordChecks(kind, sender[kind]))
    .join(' · ');
}

/** Names the server that asked. A token that was revoked since then has no name any more. */
export function wordServer(server: Sender['server']): string {
  return wordTokenName(server) || t('senders.goneServer');
}
