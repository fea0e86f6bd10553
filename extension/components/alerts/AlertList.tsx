import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Alert, Allowlist } from '../../../shared/api.ts';
import { dayLonger, findExpiring } from '../../../shared/expiring.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { AlertMarks } from '../../model/known-alerts.ts';
import { serverNow } from '../../model/server-clock.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { type OwnAdding, wordAddMine } from '../own/own-adding.ts';
import { Spinner } from '../Spinner.tsx';
import { useNow } from '../useNow.ts';
import { AlertItem, type OwnAlert } from './AlertItem.tsx';
import { findAlertState } from './alert-state-of.ts';
import type { AlertReading } from './useAlerts.ts';

interface AlertListProps extends Omit<AlertReading, 'trouble'> {
  readonly list: Allowlist;
  readonly marks: AlertMarks;
  readonly canChange: boolean;
  readonly adding: OwnAdding;
  /** The id of the alert that a notice was about. It gets the focus. */
  readonly wanted: string | null;
  readonly onAdd: (address: string) => void;
  readonly onNotMe: (address: string) => void;
  readonly onEdit: (command: ListCommand) => void;
}

export function AlertList(props: AlertListProps) {
  const { alerts, list, marks, canChange, wanted, hasMore, loading, more } = props;
  const now = useNow(30_000);
  const items = useRef<HTMLOListElement>(null);
  useLayoutEffect(() => {
    if (wanted === null) return;
    items.current?.querySelector<HTMLElement>(`[data-alert="${CSS.escape(wanted)}"]`)?.focus();
  }, [wanted]);
  const extend = (alert: Alert) => {
    for (const entry of findExpiring(list.entries, alert, serverNow())) {
      props.onEdit(dayLonger(entry));
    }
  };
  return (
    <>
      <ol ref={items} class="events" aria-label={t('alerts.title')} aria-busy={loading}>
        {alerts.map((alert) => (
          <AlertItem
            key={alert.id}
            alert={alert}
            now={now}
            state={findAlertState(alert, list, marks.dealtWith, now)}
            canChange={canChange}
            own={findOwn(alert, props.adding)}
            onAdd={props.onAdd}
            onNotMe={props.onNotMe}
            onExtend={() => extend(alert)}
          />
        ))}
      </ol>
      <div class="history-end row">
        {hasMore && (
          <Button disabled={loading} onClick={more}>
            {t('alerts.older')}
          </Button>
        )}
        {loading && <Spinner />}
        {!hasMore && <span class="soft small">{t('alerts.end')}</span>}
      </div>
    </>
  );
}

/** An alert of an entry is about this browser if the entry lets it in. */
function findOwn(alert: Alert, adding: OwnAdding): OwnAlert | undefined {
  const seen =
    alert.kind === 'entry-expiring'
      ? adding.addresses.find(({ entry }) => entry !== null && entry.id === alert.entry?.id)
      : adding.findHere(alert.address ?? '');
  return seen && { ...wordAddMine(adding, seen), onAdd: () => adding.add(seen) };
}
