import { findSeenLogin, keyOfSender } from '../../model/seen-login.ts';
import { wordCounts, wordServer } from '../../wording/sender.ts';
import { wordFacts } from '../../wording/series.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { JudgedSender } from './judge-senders.ts';

interface SuspectsProps {
  readonly suspects: readonly JudgedSender[];
  readonly now: number;
  readonly isOwn: (address: string) => boolean;
  readonly onAdd: (address: string) => void;
  readonly onNotMe: ((address: string) => void) | undefined;
}

/** Lists senders that can't be chosen together with others, since each may be a thief who has the password. */
export function Suspects({ suspects, now, isOwn, onAdd, onNotMe }: SuspectsProps) {
  return (
    <section class="stack">
      <h3>{t('senders.suspectsTitle')}</h3>
      <Notice tone="no" sign="⚠">
        {t('senders.suspectsText')}
      </Notice>
      <ul>
        {suspects.map(({ sender }) => (
          <li key={keyOfSender(sender)} class="suspect">
            <span class="mono">{sender.address}</span>
            {isOwn(sender.address) && <strong class="you"> {t('words.you')}</strong>}
            <p class="soft small">
              {wordFacts(
                findSeenLogin(sender),
                wordMoment(sender.lastSeenAt, now),
                wordCounts(sender),
                wordServer(sender.server),
              )}
            </p>
            <div>
              {onNotMe && (
                <Button
                  kind="link"
                  dangerous
                  label={t('senders.notMeLabel', [sender.address])}
                  onClick={() => onNotMe(sender.address)}
                >
                  {t('senders.notMe')}
                </Button>
              )}
              <Button
                kind="link"
                label={t('senders.addLabel', [sender.address])}
                onClick={() => onAdd(sender.address)}
              >
                {t('senders.add')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
