import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Alert } from '../../../shared/api.ts';
import type { ShownState } from '../../model/shown-state.ts';
import { wordAlert, wordLeakHere } from '../../wording/alert.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';

/** The words of the button that adds this browser's address, and what it does. */
export interface OwnAlert {
  readonly text: string;
  readonly label: string;
  readonly onAdd: () => void;
}

interface AlertItemProps {
  readonly alert: Alert;
  readonly now: number;
  readonly state: ShownState | undefined;
  readonly canChange: boolean;
  /** Absent unless the alert is about an address that this browser is at now. */
  readonly own: OwnAlert | undefined;
  readonly onAdd: (address: string) => void;
  readonly onNotMe: (address: string) => void;
  readonly onExtend: () => void;
}

/** Shows one alert: what happened, when, and what the person can do about it. */
export function AlertItem(props: AlertItemProps) {
  const { alert, now, state, own } = props;
  const isHere = own !== undefined && alert.kind === 'leaked-password';
  const item = useRef<HTMLLIElement>(null);
  const hadFocus = useRef(false);
  // The button that was pressed is gone once the alert is dealt with.
  useLayoutEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) item.current?.focus();
  }, [state === undefined]);
  const { tone, sign, title, note } = wordAlert(alert, now);
  const at = Date.parse(alert.at);
  return (
    <li
      ref={item}
      class="event alert"
      data-alert={alert.id}
      tabIndex={-1}
      onFocusIn={() => {
        hadFocus.current = true;
      }}
      onFocusOut={({ relatedTarget }) => {
        hadFocus.current = relatedTarget === null;
      }}
    >
      <h2>
        <span class={`alert-sign ${tone}`} aria-hidden="true">
          {sign}
        </span>
        {isHere ? wordLeakHere(alert) : title}
        {own && !isHere && <strong class="you"> {t('words.you')}</strong>}
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

/** The likely answer comes first: it was the person, if they are at that address now, and a thief otherwise. */
function AlertButtons(props: AlertItemProps) {
  const { alert, canChange, own, onExtend } = props;
  const { kind, address } = alert;
  if (kind === 'leaked-password' && address !== null) {
    const notMe = (
      <Button label={t('senders.notMeLabel', [address])} onClick={() => props.onNotMe(address)}>
        {t('senders.notMe')}
      </Button>
    );
    if (!canChange) return notMe;
    return own ? (
      <>
        <Button kind="primary" label={own.label} onClick={own.onAdd}>
          {own.text}
        </Button>
        {notMe}
      </>
    ) : (
      <>
        {notMe}
        <Button
          kind="link"
          label={t('alerts.addLabel', [address])}
          onClick={() => props.onAdd(address)}
        >
          {t('alerts.add')}
        </Button>
      </>
    );
  }
  if (kind !== 'entry-expiring' || !canChange) return null;
  return <Button onClick={onExtend}>{t('expiry.dayLonger')}</Button>;
}
