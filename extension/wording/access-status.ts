import type { Mode } from '../../shared/allowlist.ts';
import { nameOfAccount } from '../model/listed-place.ts';
import type { ShownState, Tone } from '../model/shown-state.ts';
import type { AccessStatus, Snapshot } from '../model/snapshot.ts';
import { type PlainKey, t } from './translate.ts';

/** A state as it is written in a table. Its word is given by a key. */
export type StateText = readonly [tone: Tone, sign: string, word: PlainKey];

export function showState([tone, sign, key]: StateText = UNKNOWN): ShownState {
  return { tone, sign, word: t(key) };
}

/** The state before anything is known, or a state that only a newer Worker has. */
const UNKNOWN: StateText = ['off', '…', 'words.unknown'];
const SUSPENDED: StateText = ['no', '⊘', 'words.suspended'];
const OBSERVING: StateText = ['warn', '◐', 'words.observing'];
const OFF: StateText = ['off', '○', 'words.off'];

const STATUSES: Record<AccessStatus, StateText> = {
  allowed: ['ok', '✓', 'words.allowed'],
  'not-allowed': ['no', '✕', 'words.notAllowed'],
  observing: OBSERVING,
  off: OFF,
  suspended: SUSPENDED,
  'on-list': ['ok', '✓', 'shared.on'],
  'not-on-list': ['off', '–', 'shared.notOn'],
  unsure: UNKNOWN,
  trouble: ['warn', '!', 'words.trouble'],
  unknown: UNKNOWN,
};

export function showStatus(status: AccessStatus): ShownState {
  return showState(STATUSES[status]);
}

/** Shows the state on a console's tab. A cross there would look like the button that closes the tab. */
export function showTabStatus(status: AccessStatus): ShownState {
  return status === 'not-allowed' ? { ...showStatus(status), sign: '⊘' } : showStatus(status);
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
  allowed: 'status.allowed',
  'not-allowed': 'status.notAllowed',
  observing: 'status.observing',
  off: 'status.off',
  suspended: 'status.suspended',
  'on-list': 'shared.isOn',
  'not-on-list': 'shared.isNotOn',
  unsure: 'shared.isUnsure',
  trouble: 'status.trouble',
  unknown: 'status.unknown',
} as const satisfies Record<AccessStatus, string>;

/** Returns one sentence about the state, for the title of the icon and the text of the console's tab. */
export function wordStatus(
  status: AccessStatus,
  snapshot: Snapshot | null,
  account: string,
): string {
  return t(SENTENCES[status], [nameOfAccount(account), snapshot?.addresses[0]?.address ?? '']);
}
