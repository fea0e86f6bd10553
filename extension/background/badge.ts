/** The state of the current address on the toolbar's icon: a sign, a colour and a sentence. */
import { browser } from 'wxt/browser';
import type { Tone } from '../model/shown-state.ts';
import { showStatus, wordStatus } from '../wording/access-status.ts';
import type { CurrentStatus } from './current-status.ts';

export interface Badge {
  readonly text: string;
  readonly colour: string;
  readonly title: string;
}

/** The colours behind the white sign. They are dark enough for a contrast of at least 5:1. */
const COLOURS: Readonly<Record<Tone, string>> = {
  ok: '#0a6b3d',
  no: '#a1261c',
  warn: '#7a4d00',
  off: '#59616b',
};

export function badgeOf({ place, snapshot, status }: CurrentStatus): Badge {
  const { tone, sign } = showStatus(status);
  return {
    text: status === 'unknown' ? '' : sign,
    colour: COLOURS[tone],
    title: wordStatus(status, snapshot, place?.account ?? ''),
  };
}

export async function showBadge({ text, colour, title }: Badge): Promise<void> {
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: colour }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title }),
  ]);
}
