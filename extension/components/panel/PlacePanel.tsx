import { useEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { countLive } from '../../model/live-entries.ts';
import type { PanelView } from '../../model/panel-target.ts';
import { isSamePlace, mayChangeLists, type Place } from '../../model/places.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Undo } from '../../model/undo.ts';
import { importOf } from '../../wording/import-of-senders.ts';
import { wordDone } from '../../wording/list-command.ts';
import { t } from '../../wording/translate.ts';
import { AlertsView } from '../alerts/AlertsView.tsx';
import { HistoryView } from '../history/HistoryView.tsx';
import { Notice } from '../Notice.tsx';
import { OwnPart } from '../own/OwnPart.tsx';
import { ownAddingOf } from '../own/own-adding.ts';
import { Spinner } from '../Spinner.tsx';
import { SendersView } from '../senders/SendersView.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { UndoBar } from '../UndoBar.tsx';
import { AllowlistView } from './AllowlistView.tsx';
import { ClearBar } from './ClearBar.tsx';
import { FailedAttemptNotice } from './FailedAttemptNotice.tsx';
import { ListNotices } from './ListNotices.tsx';
import { ListQuestionDialog } from './ListQuestionDialog.tsx';
import { ModeBar } from './ModeBar.tsx';
import type { PanelProps } from './panel-props.ts';
import { QuestionDialog } from './QuestionDialog.tsx';
import { Tabs } from './Tabs.tsx';
import { useListEdits } from './useListEdits.ts';

type TabName = 'allowlist' | 'senders' | 'alerts' | 'history';

/** The panel of one account, or of one shared list: its list, its history and their actions. */
export function PlacePanel(props: PanelProps & { readonly place: Place }) {
  const { place, endpoint, snapshot, list, undo, canChange, actions } = props;
  const addresses = snapshot?.addresses ?? [];
  const isShared = isSharedList(place.account);
  const changesLists = mayChangeLists(props.connections, place);
  const edits = useListEdits(list, addresses, actions);
  const [tab, setTab] = useState<TabName>('allowlist');
  const [wanted, setWanted] = useState<string | null>(null);
  const [ownWantedAt, setOwnWantedAt] = useState<number | null>(null);
  const [addsAt, setAddsAt] = useState<number | null>(null);
  const [isFilling, setFilling] = useState(false);
  const [isSelecting, setSelecting] = useState(false);
  const alertTarget = isSamePlace(props.alertTarget?.place ?? null, place)
    ? props.alertTarget
    : null;
  useEffect(() => {
    if (alertTarget) setTab('alerts');
  }, [alertTarget?.at]);
  const panelTarget = isSamePlace(props.panelTarget?.place ?? null, place)
    ? props.panelTarget
    : null;
  useEffect(() => {
    if (panelTarget === null || list === null) return;
    const { view, entryId, at } = panelTarget;
    setTab(tabFor(view, isShared));
    // A form that is being filled has the place of the row, and keeps the focus.
    setOwnWantedAt(view === 'own' && !isFilling ? at : null);
    setWanted(entryId);
    setAddsAt(view === 'add' ? at : null);
    actions.clearPanelTarget();
  }, [panelTarget?.at, list === null]);
  // A view that was shown once stays as it is: its search, a form that was begun, its scroll position.
  const looked = useRef(new Set<TabName>());
  looked.current.add(tab);
  const { failed, question } = edits;
  // The view has a bar of its own at the bottom.
  const isBarInUse = (isFilling || isSelecting) && tab === 'allowlist';
  const adding = ownAddingOf({
    ...props,
    edits,
    openForm: (value) => {
      setTab('allowlist');
      if (value === undefined) setAddsAt(Date.now());
      else actions.offerDraft([value], '');
    },
  });
  const showEntry = (id: string) => {
    setWanted(id);
    setTab('allowlist');
  };
  const again = (command: ListCommand, restored: readonly Entry[], isOwn = false) => {
    // By now the list may be off. Its first entry cuts off everybody else, so it goes through the form.
    const turnsOn = command.kind === 'add' && list?.mode === 'off';
    if (!turnsOn) return edits.begin(command, restored, isOwn);
    edits.dismiss();
    adding.openForm('values' in command.body ? command.body.values[0] : undefined);
  };
  const trouble = snapshot?.trouble ?? null;
  const main = useRef<HTMLElement>(null);
  const takeBack = async (offered: Undo) => {
    // The button disappears, so the focus must move.
    main.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    return actions.takeBack(offered);
  };
  return (
    <>
      <main ref={main} class="panel-main">
        {trouble && trouble.kind !== failed?.trouble?.kind && (
          <div class="panel-notice">
            <TroubleNotice
              trouble={trouble}
              endpoint={endpoint}
              isMain
              knownAt={snapshot?.at ?? 0}
              onRetry={actions.refresh}
              onOptions={actions.openOptions}
              onToken={actions.replaceToken}
            />
          </div>
        )}
        {snapshot?.suspended && (
          <div class="panel-notice">
            <Notice tone="no">{t('status.suspended', [place.account])}</Notice>
          </div>
        )}
        {list && <ListNotices list={list} senders={props.senders} told={props.told} />}
        {failed && list && (
          <FailedAttemptNotice
            failed={failed}
            list={list}
            endpoint={endpoint}
            onAgain={again}
            onDismiss={edits.dismiss}
            onOptions={actions.openOptions}
          />
        )}
        {list && !(isFilling && tab === 'allowlist') && (
          <OwnPart
            adding={adding}
            list={list}
            edits={edits}
            connections={props.connections}
            canChange={canChange}
            wantedAt={ownWantedAt}
            onShown={() => setOwnWantedAt(null)}
            actions={actions}
            onEntry={showEntry}
          />
        )}
        {list === null ? (
          <div class="body waiting">{trouble === null && <Spinner />}</div>
        ) : (
          <Tabs
            label={t('panel.views')}
            chosen={tab}
            onChoose={setTab}
            tabs={[
              {
                name: 'allowlist',
                text: t('panel.allowlist'),
                view: (
                  <AllowlistView
                    {...props}
                    list={list}
                    addresses={addresses}
                    edits={edits}
                    wanted={wanted}
                    onFound={() => setWanted(null)}
                    addsAt={addsAt}
                    onShow={() => setTab('allowlist')}
                    onFilling={setFilling}
                    onSelecting={setSelecting}
                    onHistory={() => setTab('history')}
                  />
                ),
              },
              ...(isShared
                ? []
                : [
                    {
                      name: 'senders' as const,
                      text: t('panel.senders'),
                      view: looked.current.has('senders') && (
                        <SendersView
                          list={list}
                          senders={props.senders}
                          trouble={props.sendersTrouble}
                          saidTrouble={trouble}
                          endpoint={endpoint}
                          suspended={snapshot?.suspended ?? false}
                          canChange={canChange}
                          adding={adding}
                          refreshing={props.refreshing}
                          onRefresh={actions.refresh}
                          onOptions={actions.openOptions}
                          onAdd={actions.offerDraft}
                          onNotMe={actions.tellWhatToDo}
                          onEntry={({ id }) => showEntry(id)}
                        />
                      ),
                    },
                  ]),
              {
                name: 'alerts',
                text: t('alerts.tab'),
                news: wordNews(props.unseenAlerts),
                view: looked.current.has('alerts') && (
                  <AlertsView
                    account={place.account}
                    list={list}
                    known={props.alerts}
                    marks={props.alertMarks}
                    target={alertTarget}
                    canChange={canChange}
                    adding={adding}
                    isShown={tab === 'alerts'}
                    saidTrouble={trouble}
                    endpoint={endpoint}
                    pages={props.passwordPages}
                    provider={props.provider}
                    actions={actions}
                    onEdit={edits.begin}
                    onHistory={() => setTab('history')}
                  />
                ),
              },
              {
                name: 'history',
                text: t('panel.history'),
                view: tab === 'history' && (
                  <HistoryView
                    list={list}
                    addresses={addresses}
                    canChange={canChange}
                    changesLists={changesLists}
                    saidTrouble={trouble}
                    endpoint={endpoint}
                    readPage={actions.readHistory}
                    readPreview={actions.preview}
                    readListPreview={actions.previewList}
                    onEdit={edits.begin}
                    onOptions={actions.openOptions}
                  />
                ),
              },
            ]}
          />
        )}
        <p class="unseen" role="status">
          {edits.done && wordDone(edits.done)}
        </p>
        <UndoBar undo={undo} onUndo={takeBack} />
      </main>
      {canChange && list && isShared && list.count > 0 && !isBarInUse && (
        <ClearBar isBusy={edits.underWay !== null} onEdit={edits.begin} />
      )}
      {canChange && list && !isShared && list.mode !== 'off' && !isBarInUse && (
        <ModeBar
          mode={list.mode}
          isPaused={list.observesUntil !== undefined}
          keepsLists={!changesLists && (list.included ?? []).length > 0}
          isBusy={edits.underWay !== null}
          onEdit={edits.begin}
        />
      )}
      {question?.isShared && (
        <ListQuestionDialog
          question={question}
          revision={list?.revision ?? 0}
          readPreview={actions.previewList}
          onConfirm={edits.confirm}
          onClose={edits.leaveQuestion}
        />
      )}
      {question && !question.isShared && (
        <QuestionDialog
          question={question}
          source={{ revision: list?.revision ?? 0, addresses, read: actions.preview }}
          help={{
            readLeaks: actions.readLeaks,
            room: list === null ? 0 : list.limit - countLive(list, serverNow()),
            onAdd: (senders) => edits.begin(importOf(senders)),
          }}
          endsPauses={props.abilities.endsPauses}
          onConfirm={edits.confirm}
          onClose={edits.leaveQuestion}
        />
      )}
    </>
  );
}

/** A shared list has no senders. */
function tabFor(view: PanelView, isShared: boolean): TabName {
  if (view === 'add' || view === 'own') return 'allowlist';
  return isShared && view === 'senders' ? 'allowlist' : view;
}

function wordNews(unseen: number) {
  return unseen === 0 ? undefined : { sign: String(unseen), words: t('alerts.unseen', unseen) };
}
