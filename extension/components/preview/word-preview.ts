/** What a preview says, in the words of whoever is about to make the change. */
import type { Preview, Sender } from '../../../shared/api.ts';
import type { Tone } from '../../model/shown-state.ts';
import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { wordCounts } from '../../wording/sender.ts';
import { wordFacts, wordSentences } from '../../wording/series.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordTrouble } from '../../wording/trouble.ts';

/** Senders that a change would do the same to. */
export interface PreviewedGroup {
  readonly tone: Tone;
  readonly title: string;
  readonly senders: readonly Sender[];
}

/** The gravest first; none where nothing would change for anybody. */
export function groupsOf({ cutOff, letIn, observed }: Preview): PreviewedGroup[] {
  const groups: PreviewedGroup[] = [
    { tone: 'no', title: t('preview.cutOff', cutOff.length), senders: cutOff },
    { tone: 'warn', title: t('preview.letIn', letIn.length), senders: letIn },
    { tone: 'warn', title: t('preview.observed', observed.length), senders: observed },
  ];
  return groups.filter(({ senders }) => senders.length > 0);
}

/** In short. */
export function wordPreview(preview: Preview): string {
  const groups = groupsOf(preview);
  if (groups.length > 0) return wordSentences(...groups.map(({ title }) => title));
  return preview.senders === 0 ? t('preview.noSenders') : t('preview.same', preview.senders);
}

/** The endpoint has no such call yet. */
export function isTooOld(trouble: Trouble): boolean {
  return isRefusal(trouble, 'not-found');
}

export function wordUnread(trouble: Trouble): string {
  return t('preview.unread', [wordTrouble(trouble, '').title]);
}

/** What its checks were answered, whether the password was known there, and when it was seen last. */
export function wordSender(sender: Sender, now: number): string {
  const isLeak = sender.refused > 0 && sender.passwordWasRight;
  const seen = t('preview.seen', [wordMoment(sender.lastSeenAt, now)]);
  return wordFacts(wordCounts(sender), isLeak && t('senders.leak'), seen);
}
