import type { Sender } from '../../../shared/api.ts';
import { keyOfSender } from '../../model/seen-login.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { wordSender } from './word-preview.ts';

interface SuspectSendersProps {
  readonly suspects: readonly Sender[];
  readonly now: number;
  /** Absent if the list has no room. */
  readonly onAdd: ((address: string) => void) | undefined;
}

/** Offers senders one by one that may be thieves who have the password, with a warning. */
export function SuspectSenders({ suspects, now, onAdd }: SuspectSendersProps) {
  if (suspects.length === 0) return null;
  return (
    <Notice tone="no" sign="⚠">
      <strong>{t('senders.suspectsTitle')}</strong>
      <p>{t('senders.suspectsText')}</p>
      <ul>
        {suspects.map((sender) => (
          <li key={keyOfSender(sender)}>
            <strong class="mono">{sender.address}</strong> {wordSender(sender, now)}{' '}
            {onAdd && (
              <Button kind="link" onClick={() => onAdd(sender.address)}>
                {t('first.addOne', [sender.address])}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
