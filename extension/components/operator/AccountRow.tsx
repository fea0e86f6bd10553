import type { Account } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import { showMode } from '../../wording/access-status.ts';
import { wordMoment, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import { noteOf } from './account-settings.ts';

interface AccountRowProps {
  readonly account: Account;
  readonly now: number;
  readonly isOpen: boolean;
  readonly isShown: boolean;
  readonly onToggle: () => void;
  readonly onShow: (isShown: boolean) => void;
}

export function AccountRow({ account, now, isOpen, isShown, onToggle, onShow }: AccountRowProps) {
  const { account: name, mode, suspended, limit, lastCheckAt, alerts } = account;
  const note = noteOf(account);
  const numbers: [string, string] = [wordNumber(countLive(account, now)), wordNumber(limit)];
  return (
    <tr>
      <td>
        <button type="button" class="opener" aria-expanded={isOpen} onClick={onToggle}>
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          <span class="breaking">{name}</span>
        </button>
        {note !== '' && <p class="small soft breaking note">{note}</p>}
        <p class="small soft note">
          {lastCheckAt === null
            ? t('operator.neverChecked')
            : t('operator.lastCheck', [wordMoment(lastCheckAt, now)])}{' '}
          {alerts > 0 && <Chip tone="no" sign="!" word={t('operator.alerts', alerts)} />}
        </p>
      </td>
      <td>
        <Chip {...showMode(mode, suspended)} />
        <p class="small soft">
          <span aria-hidden="true">{t('operator.entries', numbers)}</span>
          <span class="unseen">{t('operator.entriesLabel', numbers)}</span>
        </p>
      </td>
      <td>
        <input
          type="checkbox"
          aria-label={t('operator.shown', [name])}
          checked={isShown}
          onChange={(event) => onShow(event.currentTarget.checked)}
        />
      </td>
    </tr>
  );
}
