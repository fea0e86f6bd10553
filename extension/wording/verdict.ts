import type { SeenAddress } from '../../shared/judge-address.ts';
import type { ShownState } from '../model/shown-state.ts';
import { showStatus } from './access-status.ts';
import { t } from './translate.ts';

/** Says in a word what happens to mail from an address. `isShared`: of a shared list, only whether it has the address. */
export function showVerdict(
  { verdict, reason }: Pick<SeenAddress, 'verdict' | 'reason'>,
  isShared = false,
): ShownState {
  if (isShared) return showStatus(verdict === 'allow' ? 'on-list' : 'not-on-list');
  if (reason === 'unavailable') return showStatus('unsure');
  if (reason === 'observed') return { tone: 'warn', sign: '◐', word: t('popup.notListed') };
  if (verdict === 'deny') {
    const sign = reason === 'suspended' ? '⊘' : '✕';
    return { tone: 'no', sign, word: t('words.notAllowed') };
  }
  const [tone, sign] = reason === 'off' ? (['off', '○'] as const) : (['ok', '✓'] as const);
  return { tone, sign, word: t('words.allowed') };
}
