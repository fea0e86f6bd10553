import type { Mode } from '../../shared/allowlist.ts';
import type { Snapshot, Standing } from '../snapshot.ts';
import { t } from '../translate.ts';

export type Tone = 'ok' | 'no' | 'warn' | 'off';

export interface ShownState {
  readonly tone: Tone;
  /** Says without colour what the tone says. */
  readonly sign: string;
  readonly word: string;
}

export function showStanding(standing: Standing): ShownState {
  switch (standing) {
    case 'allowed':
      return { tone: 'ok', sign: '✓', word: t('words.allowed') };
    case 'not-allowed':
      return { tone: 'no', sign: '✕', word: t('words.notAllowed') };
    case 'observing':
      return { tone: 'warn', sign: '◐', word: t('words.observing') };
    case 'off':
      return { tone: 'off', sign: '○', word: t('words.off') };
    case 'suspended':
      return { tone: 'no', sign: '⊘', word: t('words.suspended') };
    case 'trouble':
      return { tone: 'warn', sign: '!', word: t('words.trouble') };
    case 'unknown':
      return { tone: 'off', sign: '…', word: t('words.unknown') };
  }
}

export function showMode(mode: Mode, suspended: boolean): ShownState {
  if (suspended) return { tone: 'no', sign: '⊘', word: t('words.suspended') };
  switch (mode) {
    case 'enforce':
      return { tone: 'ok', sign: '●', word: t('words.enforcing') };
    case 'observe':
      return { tone: 'warn', sign: '◐', word: t('words.observing') };
    case 'off':
      return { tone: 'off', sign: '○', word: t('words.off') };
  }
}

/** One sentence: the icon's title, the console tab's text. */
export function wordStanding(
  standing: Standing,
  snapshot: Snapshot | null,
  account: string,
): string {
  const address = snapshot?.addresses[0]?.address ?? '';
  switch (standing) {
    case 'allowed':
      return t('standing.allowed', [address, account]);
    case 'not-allowed':
      return t('standing.notAllowed', [address, account]);
    case 'observing':
      return t('standing.observing', [address, account]);
    case 'off':
      return t('standing.off', [account]);
    case 'suspended':
      return t('standing.suspended', [account]);
    case 'trouble':
      return t('standing.trouble', [account]);
    case 'unknown':
      return t('standing.unknown');
  }
}
