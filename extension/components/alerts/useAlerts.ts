import { useMemo, useState } from 'preact/hooks';
import type { Alert } from '../../../shared/api.ts';
import type { KnownAlerts } from '../../model/known-alerts.ts';
import type { Trouble } from '../../model/trouble.ts';
import { useRequest } from '../useRequest.ts';
import type { AlertActions } from './alert-actions.ts';
import { type AlertRun, mergeAlerts } from './merge-alerts.ts';

export interface AlertReading {
  readonly alerts: readonly Alert[];
  readonly hasMore: boolean;
  readonly loading: boolean;
  /** The reason why older alerts could not be read. */
  readonly trouble: Trouble | null;
  readonly more: () => void;
}

const NOTHING: AlertRun = { alerts: [], cursor: null };

/** Returns the known alerts, as far back as the person has asked for them. */
export function useAlerts(
  known: KnownAlerts | null,
  readOlder: AlertActions['readOlderAlerts'],
): AlertReading {
  const [read, setRead] = useState(NOTHING);
  const { trouble, underWay, send } = useRequest();
  const { alerts, cursor } = useMemo(() => mergeAlerts(known ?? NOTHING, read), [known, read]);
  const more = () => {
    if (cursor === null) return;
    void send(
      () => readOlder(cursor),
      (page) => setRead({ alerts: [...alerts, ...page.alerts], cursor: page.cursor }),
    );
  };
  return {
    alerts,
    hasMore: cursor !== null,
    loading: underWay,
    trouble,
    more,
  };
}
