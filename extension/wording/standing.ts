import type { Mode } from '../../shared/allowlist.ts';
import type { ShownState, Tone } from '../model/shown-state.ts';
import type { Snapshot, Standing } from '../model/snapshot.ts';
import { type PlainKey, t } from './translate.ts';

/** A state as it stands in a table: its text by the key. */
export type StateText = readonly [tone: Tone, sign: string, word: PlainKey];

export function showState([tone, sign, key]: StateText = UNKNOWN): ShownState {
  return { tone, sign, word: t(key) };
}

/** Nothing is known yet; or a newer Worker says what has no name here. */
const UNKNOWN: StateText = ['off', '…', 'words.unknown'];
const SUSPENDED: StateText = ['no', '⊘', 'words.suspended'];
const OBSERVING: StateText = ['warn', '◐', 'words.observing'];
const OFF: StateText = ['off', '○', 'words.off'];

const STANDINGS: Record<Standing, StateText> = {
  allowed: ['ok', '✓', 'words.allowed'],
  'not-allowed': ['no', '✕', 'words.notAllowed'],
  observing: OBSERVING,
  off: OFF,
  suspended: SUSPENDED,
  trouble: ['warn', '!', 'words.trouble'],
  unknown: UNKNOWN,
};

export function showStanding(standing: Standing): ShownState {
  return showState(STANDINGS[standing]);
}

const MODES: Record<Mode, StateText> = {
  enforce: ['ok', '●', 'words.enforcing'],
  observe: OBSERVING,
  off: OFF,
};

export function showMode(mode: Mode, suspended: boolean): ShownState {
  return showState(suspended ? SUSPENDED : MODES[mode]);
}

const SENTENCES = {
  allowed: 'standing.allowed',
  'not-allowed': 'standing.notAllowed',
  observing: 'standing.observing',
  off: 'standing.off',
  suspended: 'standing.suspended',
  trouble: 'standing.trouble',
  unknown: 'standing.unknown',
} as const satisfies Record<Standing, string>;

/** One sentence: the icon's title, the console tab's text. */
export function wordStanding(
  standing: Standing,
  snapshot: Snapshot | null,
  account: string,
): string {
  return t(SENTENCES[standing], [account, snapshot?.addresses[0]?.address ?? '']);
}
