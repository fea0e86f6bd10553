/** Puts a preview into words, for the person who is about to make the change. */
import type { Preview, Sender } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { findSeenLogin } from '../../model/seen-login.ts';
import type { Tone } from '../../model/shown-state.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordCounts } from '../../wording/sender.ts';
import { wordFacts, wordSentences } from '../../wording/series.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordTrouble } from '../../wording/trouble.ts';

/** Senders for which a change would have the same effect. */
export interface PreviewedGroup {
  readonly tone: Tone;
  readonly title: string;
  readonly senders: readonly Sender[];
}

/**
 * Returns the groups with the most serious first. Empty if nothing would change for anybody. A change is avoidable if
 * the page offers another one that cuts nobody off.
 */
export function groupsOf(
  { cutOff, letIn, observed }: Preview,
  isAvoidable: boolean,
  command?: ListCommand | null,
): PreviewedGroup[] {
  const lost = cutOff.length;
  const title = isAvoidable ? t('preview.wouldCutOff', lost) : t('preview.cutOff', lost);
  const leaks = letIn.filter(isLeakedTo);
  const others = letIn.filter((sender) => !isLeakedTo(sender));
  const groups: PreviewedGroup[] = [
    { tone: 'no', title, senders: cutOff },
    { tone: 'no', title: wordLeaks(leaks.length, command), senders: leaks },
    { tone: 'warn', title: t('preview.letIn', others.length), senders: others },
    { tone: 'warn', title: t('preview.observed', observed.length), senders: observed },
  ];
  return groups.filter(({ senders }) => senders.length > 0);
}

/** Decides whether a sender was refused although it knew the password. */
export function isLeakedTo({ refused, passwordWasRight }: Sender): boolean {
  return refused > 0 && passwordWasRight;
}

function wordLeaks(count: number, command: ListCommand | null | undefined): string {
  if (command?.kind === 'set-mode') return t('preview.leaksPaused', count);
  return command?.kind === 'disable' ? t('preview.leaksOff', count) : t('preview.leaksIn', count);
}

/** Summarizes a preview. */
export function wordPreview(
  preview: Preview,
  isAvoidable: boolean,
  command?: ListCommand | null,
): string {
  const groups = groupsOf(preview, isAvoidable, command);
  if (groups.length > 0) return wordSentences(...groups.map(({ title }) => title));
  return preview.senders === 0 ? t('preview.noSenders') : t('preview.same', preview.senders);
}

export function wordUnread(trouble: Trouble): string {
  return t('preview.unread', [wordTrouble(trouble, '').title]);
}

/** Describes a sender: its login under a domain account, the answers to its checks, whether it knew the password, and when it was last seen. */
export function wordSender(sender: Sender, now: number): string {
  const seen = t('preview.seen', [wordMoment(sender.lastSeenAt, now)]);
  return wordFacts(
    findSeenLogin(sender),
    wordCounts(sender),
    isLeakedTo(sender) && t('senders.leak'),
    seen,
  );
}
