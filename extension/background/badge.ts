/** The state of the current address on the toolbar's icon: a sign, a colour and a sentence. */
import { browser } from 'wxt/browser';
import { findAccessEnd } from '../model/access-end.ts';
import type { Tone } from '../model/shown-state.ts';
import { showStatus, wordStatus } from '../wording/access-status.ts';
import { wordSentences } from '../wording/series.ts';
import { wordEnd } from '../wording/time.ts';
import { t } from '../wording/translate.ts';
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

const WARNING = '!';

export function badgeOf(
  { place, connection, snapshot, status }: CurrentStatus,
  now: number,
): Badge {
  const { tone, sign } = showStatus(status);
  const end = findAccessEnd(connection, now);
  const says = wordStatus(status, snapshot, place?.account ?? '');
  const text = status === 'unknown' ? '' : sign;
  if (end === null) return { text, colour: COLOURS[tone], title: says };
  return {
    // The sign of trouble is the same one.
    text: text === WARNING ? text : `${text}${WARNING}`,
    colour: COLOURS[tone === 'no' ? tone : 'warn'],
    title: wordSentences(says, t('access.ends', [wordEnd(end, now)])),
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
