import type { Allowlist } from '../../../shared/api.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface NoSendersProps {
  readonly list: Pick<Allowlist, 'mode'>;
  readonly onRefresh: () => void;
}

/** Shown if there were no checks. It says that a list that no mail server asks about refuses nobody. */
export function NoSenders({ list, onRefresh }: NoSendersProps) {
  return (
    <div class="entries blank stack">
      <h2>{t('senders.noneTitle')}</h2>
      <p>{t('senders.none')}</p>
      {list.mode !== 'off' && <p>{t('senders.noneYet')}</p>}
      <p class="soft">{t('senders.noneNext')}</p>
      <div class="row">
        <Button onClick={onRefresh}>{t('words.retry')}</Button>
      </div>
    </div>
  );
}
