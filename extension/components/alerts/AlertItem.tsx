import type { Alert } from '../../../shared/api.ts';
import type { ShownState } from '../../model/shown-state.ts';
import { wordAlert } from '../../wording/alert.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';

interface AlertItemProps {
  readonly alert: Alert;
  readonly now: number;
  readonly state: ShownState | undefined;
  readonly canChange: boolean;
  readonly onAdd: (address: string) => void;
  readonly onNotMe: (address: string) => void;
  readonly onExtend: () => void;
}

/** Shows one alert: what happened, when, and what the person can do about it. */
export function AlertItem(props: AlertItemProps) {
  const { alert, now, state } = props;
  const { tone, sign, title, note } = wordAlert(alert, now);
  const at = Date.parse(alert.at);
  return (
    <li class="event alert" data-alert={alert.id} tabIndex={-1}>
      <h2>
        <span class={`alert-sign ${tone}`} aria-hidden="true">
          {sign}
        </span>
        {title}
      </h2>
      <p class="soft small">
        <time dateTime={alert.at} title={wordDate(at)}>
          {wordMoment(at, now)}
        </time>
        {note !== '' && ` · ${note}`}
      </p>
      <div class="alert-acts row">{state ? <Chip {...state} /> : <AlertButtons {...props} />}</div>
    </li>
  );
}

function AlertButtons({ alert, canChange, onAdd, onNotMe, onExtend }: AlertItemProps) {
  const { kind, address } = alert;
  if (kind === 'leaked-password' && address !== null) {
    return (
      <>
        <Button label={t('senders.notMeLabel', [address])} onClick={() => onNotMe(address)}>
          {t('senders.notMe')}
        </Button>
        {canChange && (
          <Button label={t('alerts.addLabel', [address])} onClick={() => onAdd(address)}>
            {t('alerts.add')}
          </Button>
        )}
      </>
    );
  }
  if (kind !== 'entry-expiring' || !canChange) return null;
  return <Button onClick={onExtend}>{t('expiry.dayLonger')}</Button>;
}
