import { useEffect, useState } from 'preact/hooks';
import { ALERT_KINDS, LIST_ALERT_KINDS } from '../../../shared/alert.ts';
import type { Allowlist } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { AlertMarks, AlertTarget, KnownAlerts } from '../../model/known-alerts.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { findSeenLogin } from '../../model/seen-login.ts';
import type { Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import type { OwnAdding } from '../own/own-adding.ts';
import type { PanelActions } from '../panel/panel-actions.ts';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { WebhooksView } from '../webhooks/WebhooksView.tsx';
import { AlertList } from './AlertList.tsx';
import type { PasswordPage } from './alert-actions.ts';
import { useAlerts } from './useAlerts.ts';
import { WhatToDo } from './WhatToDo.tsx';

export interface AlertsViewProps {
  readonly account: string;
  readonly list: Allowlist;
  readonly known: KnownAlerts | null;
  readonly marks: AlertMarks;
  /** The target for this account. Null if nothing in particular is to be shown. */
  readonly target: AlertTarget | null;
  readonly canChange: boolean;
  readonly adding: OwnAdding;
  /** True if this view is in front. The alerts that it then shows count as seen. */
  readonly isShown: boolean;
  /** The trouble that the panel already shows. */
  readonly saidTrouble: Trouble | null;
  readonly endpoint: string;
  readonly pages: readonly PasswordPage[];
  readonly provider: string | null;
  readonly actions: PanelActions;
  readonly onEdit: (command: ListCommand) => void;
  readonly onHistory: () => void;
}

type View =
  | { readonly name: 'list'; readonly wanted: string | null }
  | { readonly name: 'what-to-do'; readonly address: string; readonly alertId: string | null }
  | { readonly name: 'webhooks' };

const LIST: View = { name: 'list', wanted: null };

/** The alerts of the account or shared list, what to do about them, and the webhooks that receive them. */
export function AlertsView(props: AlertsViewProps) {
  const { account, list, known, marks, target, canChange, isShown, endpoint, actions } = props;
  const [view, setView] = useState<View>(LIST);
  const isShared = isSharedList(account);
  const reading = useAlerts(known, actions.readOlderAlerts);
  const { alerts } = reading;

  useEffect(() => {
    if (target === null) return;
    const { address, alertId } = target;
    setView(
      address === null
        ? { name: 'list', wanted: alertId }
        : { name: 'what-to-do', address, alertId },
    );
    actions.clearAlertTarget();
  }, [target?.at]);
  const isListShown = isShown && view.name === 'list';
  useEffect(() => {
    if (isListShown && known) actions.markSeen(known.alerts);
  }, [isListShown, known]);

  if (view.name === 'webhooks') {
    return (
      <WebhooksView
        actions={actions.webhooks}
        kinds={isShared ? LIST_ALERT_KINDS : ALERT_KINDS}
        endpoint={endpoint}
        onCopy={actions.copyText}
        onOptions={actions.openOptions}
        onBack={() => setView(LIST)}
      />
    );
  }
  if (view.name === 'what-to-do') {
    const { address } = view;
    const ofAddress = alerts.filter(
      (alert) => alert.kind === 'leaked-password' && alert.address === address,
    );
    const about = ofAddress.find(({ id }) => id === view.alertId) ?? ofAddress[0];
    const login = about && findSeenLogin(about);
    const ids = ofAddress.filter((alert) => findSeenLogin(alert) === login).map(({ id }) => id);
    return (
      <WhatToDo
        account={login ?? account}
        address={address}
        at={about && Date.parse(about.at)}
        isDealtWith={about !== undefined && marks.dealtWith.includes(about.id)}
        pages={props.pages}
        provider={props.provider}
        onDone={about && (() => actions.markDealtWith(ids))}
        onHistory={props.onHistory}
        onOptions={actions.openOptions}
        onBack={() => setView({ name: 'list', wanted: about?.id ?? null })}
      />
    );
  }
  const trouble = known?.trouble ?? reading.trouble;
  return (
    <>
      <div class="bar thin alerts-bar">
        {canChange && (
          <Button kind="link" onClick={() => setView({ name: 'webhooks' })}>
            {t('webhooks.open')}
          </Button>
        )}
        <Button kind="link" label={t('panel.refresh')} onClick={actions.refreshAlerts}>
          ↻
        </Button>
      </div>
      <div class="filling">
        {trouble && trouble.kind !== props.saidTrouble?.kind && (
          <div class="body">
            <TroubleNotice
              trouble={trouble}
              endpoint={endpoint}
              knownAt={known?.at ?? 0}
              onRetry={actions.refreshAlerts}
              onOptions={actions.openOptions}
            />
          </div>
        )}
        {known === null ? (
          <div class="waiting body">
            <Spinner />
          </div>
        ) : alerts.length > 0 ? (
          <AlertList
            {...reading}
            list={list}
            marks={marks}
            canChange={canChange}
            adding={props.adding}
            wanted={view.wanted}
            onAdd={(address) => actions.offerDraft([address], '')}
            onNotMe={(address) => setView({ name: 'what-to-do', address, alertId: null })}
            onEdit={props.onEdit}
          />
        ) : (
          known.at > 0 && (
            <div class="body stack">
              <h2>{isShared ? t('included.noAlerts') : t('alerts.emptyTitle')}</h2>
              <p class="soft">{isShared ? t('included.noAlertsText') : t('alerts.emptyText')}</p>
              {list.mode !== 'enforce' && <p class="soft">{t('alerts.emptyOff')}</p>}
            </div>
          )
        )}
      </div>
    </>
  );
}
