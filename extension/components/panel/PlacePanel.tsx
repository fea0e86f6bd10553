import { useState } from 'preact/hooks';
import type { Place } from '../../settings.ts';
import { t } from '../../translate.ts';
import { HistoryView } from '../history/HistoryView.tsx';
import { Notice } from '../Notice.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { UndoBar } from '../UndoBar.tsx';
import { AllowlistView } from './AllowlistView.tsx';
import { FailedAttemptNotice } from './FailedAttemptNotice.tsx';
import { ModeBar } from './ModeBar.tsx';
import type { PanelProps } from './Panel.tsx';
import { QuestionDialog } from './QuestionDialog.tsx';
import { Tabs } from './Tabs.tsx';
import { useListEdits } from './useListEdits.ts';

type TabName = 'allowlist' | 'history';

/** One account: its list, its history, and what can be done with them. */
export function PlacePanel(props: PanelProps & { readonly place: Place }) {
  const { place, endpoint, snapshot, list, undo, canChange, actions } = props;
  const addresses = snapshot?.addresses ?? [];
  const edits = useListEdits(list, addresses, actions);
  const [tab, setTab] = useState<TabName>('allowlist');
  const { failed, question } = edits;
  const trouble = snapshot?.trouble ?? null;
  return (
    <>
      <main class="panel-main">
        {trouble && trouble.kind !== failed?.trouble.kind && (
          <div class="panel-notice">
            <TroubleNotice
              trouble={trouble}
              endpoint={endpoint}
              knownAt={snapshot?.at ?? 0}
              onRetry={actions.refresh}
              onOptions={actions.openOptions}
            />
          </div>
        )}
        {snapshot?.suspended && (
          <div class="panel-notice">
            <Notice tone="no">{t('standing.suspended', [place.account])}</Notice>
          </div>
        )}
        {failed && list && (
          <FailedAttemptNotice
            failed={failed}
            list={list}
            endpoint={endpoint}
            onAgain={edits.begin}
            onDismiss={edits.dismiss}
            onOptions={actions.openOptions}
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
                    onShow={() => setTab('allowlist')}
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
                    endpoint={endpoint}
                    readPage={actions.readHistory}
                    onEdit={edits.begin}
                    onOptions={actions.openOptions}
                  />
                ),
              },
            ]}
          />
        )}
        <UndoBar undo={undo} onUndo={actions.takeBack} />
      </main>
      {canChange && list && list.mode !== 'off' && (
        <ModeBar mode={list.mode} isBusy={edits.underWay !== null} onEdit={edits.begin} />
      )}
      {question && (
        <QuestionDialog
          question={question}
          onConfirm={() => void edits.attempt(question.edit)}
          onClose={edits.leaveQuestion}
        />
      )}
    </>
  );
}
