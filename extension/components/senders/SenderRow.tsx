import { findSeenLogin } from '../../model/seen-login.ts';
import { wordCounts, wordServer } from '../../wording/sender.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { showVerdict } from '../../wording/verdict.ts';
import { Chip } from '../Chip.tsx';
import type { JudgedSender } from './judge-senders.ts';

interface SenderRowProps extends JudgedSender {
  readonly now: number;
  /** True if this browser is at the address. */
  readonly isOwn: boolean;
}

/** The content of a row in the list of senders. */
export function SenderRow({ sender, seen, isListed, isSuspect, now, isOwn }: SenderRowProps) {
  const { address, lastSeenAt, server } = sender;
  const login = findSeenLogin(sender);
  return (
    <>
      <span class="entry-value">
        {address}
        {isOwn && <strong class="you"> {t('words.you')}</strong>}
      </span>
      <span class="entry-side">
        <Chip {...showVerdict(seen)} />
      </span>
      <span class="entry-note whole">
        {isSuspect && <strong class="leak">⚠ {t('senders.leak')}</strong>}
        <span class="cut fill">
          {login !== undefined && <strong>{login} · </strong>}
          {wordFacts(
            wordMoment(lastSeenAt, now),
            wordCounts(sender),
            isListed && seen.shared && t('shared.name', [seen.shared.list]),
          )}
        </span>
        <span class="cut server">{wordServer(server)}</span>
      </span>
    </>
  );
}
