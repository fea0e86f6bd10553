/** The state of the current address on the toolbar's icon: a sign and a colour, and a sentence. */
import { browser } from 'wxt/browser';
import type { Tone } from '../model/shown-state.ts';
import { showStanding, wordStanding } from '../wording/standing.ts';
import type { CurrentStanding } from './current-standing.ts';

export interface Badge {
  readonly text: string;
  readonly colour: string;
  readonly title: string;
}

/** Dark enough for the white sign on them: 5:1 and better. */
const COLOURS: Readonly<Record<Tone, string>> = {
  ok: '#0a6b3d',
  no: '#a1261c',
  warn: '#7a4d00',
  off: '#59616b',
};

export function badgeOf({ place, snapshot, standing }: CurrentStanding): Badge {
  const { tone, sign } = showStanding(standing);
  return {
    text: standing === 'unknown' ? '' : sign,
    colour: COLOURS[tone],
    title: wordStanding(standing, snapshot, place?.account ?? ''),
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
