import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { AddRequest, Entry } from '../../../shared/api.ts';
import { dayLonger, expiresSoon } from '../../../shared/expiring.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { deletionOf, editOf, idsIn } from '../../model/command-entries.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { mayChangeLists } from '../../model/places.ts';
import { serverNow } from '../../model/server-clock.ts';
import { t } from '../../wording/translate.ts';
import { AddForm } from '../add/AddForm.tsx';
import type { AdditionProps } from '../add/AdditionForm.tsx';
import { countFound } from '../add/judge-text.ts';
import { Notice } from '../Notice.tsx';
import { exportAllowlist } from '../transfer/export-allowlist.ts';
import { ImportView } from '../transfer/ImportView.tsx';
import { DetailsDialog } from './DetailsDialog.tsx';
import { EmptyList } from './EmptyList.tsx';
import { ExpiryDialog } from './ExpiryDialog.tsx';
import { usesOf } from './entry-uses.ts';
import { ListView } from './ListView.tsx';
import type { PanelProps } from './panel-props.ts';
import { RemarkDialog } from './RemarkDialog.tsx';
import type { ListEdits } from './useListEdits.ts';
import { WaitingDraft } from './WaitingDraft.tsx';

interface AllowlistViewProps extends PanelProps {
  readonly list: KnownAllowlist;
  readonly addresses: readonly SeenAddress[];
  readonly edits: ListEdits;
  /** The id of the entry to go to, as soon as no form is open. */
  readonly wanted: string | null;
  readonly onFound: () => void;
  /** The time at which another view asked for the add form. Null if none did. */
  readonly addsAt: number | null;
  /** Brings this view to the front. */
  readonly onShow: () => void;
  /** A form takes the view's place: what it does stands at the bottom, and nothing else. */
  readonly onFilling: (isFilling: boolean) => void;
  /** Entries are selected: what can be done with them stands at the bottom. */
  readonly onSelecting: (isSelecting: boolean) => void;
  readonly onHistory: () => void;
}

type View =
  | { readonly name: 'list'; readonly isBack: boolean }
  | {
      readonly name: 'add';
      readonly values: readonly string[];
      readonly remark?: string | undefined;
      readonly isDraft?: boolean;
    }
  | { readonly name: 'import'; readonly text: string };

type OpenDialog =
  | { readonly name: 'details'; readonly entry: Entry }
  | { readonly name: 'expiry' | 'remark'; readonly entries: readonly Entry[] };

const FIRST_VIEW: View = { name: 'list', isBack: false };
const LIST: View = { name: 'list', isBack: true };

/** The list, and the forms that add to it. */
export function AllowlistView(props: AllowlistViewProps) {
  const { list, senders, snapshot, addresses, canChange, draft, edits, actions, onShow } = props;
  const [view, setView] = useState<View>(FIRST_VIEW);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const uses = useMemo(() => senders && usesOf(senders.list), [senders]);

  const takeDraft = () => {
    if (!draft) return;
    // A draft without values is shown, too: the form then says that nothing was found.
    const values = countFound(draft.values.join('\n')) > 0 ? draft.values : [];
    setView({ name: 'add', values, remark: draft.remark, isDraft: true });
    actions.takeDraft();
    onShow();
  };
  const isFilling = view.name !== 'list';
  useLayoutEffect(() => props.onFilling(isFilling), [isFilling]);
  useEffect(() => {
    if (canChange && !isFilling) takeDraft();
  }, [draft?.at, canChange, isFilling]);
  useEffect(() => {
    if (props.addsAt !== null && canChange && !isFilling) setView({ name: 'add', values: [] });
  }, [props.addsAt]);
  const waiting = draft && <WaitingDraft values={draft.values} onTake={takeDraft} />;

  const addition: AdditionProps = {
    list,
    addresses,
    endpoint: props.endpoint,
    readPreview: actions.preview,
    readListPreview: actions.previewList,
    readLeaks: actions.readLeaks,
    onCancel: () => setView(LIST),
    onOptions: actions.openOptions,
  };
  const add = async (command: ListCommand, isOwn = false) => {
    const trouble = await edits.add(command, isOwn);
    if (trouble === null) setView(LIST);
    return trouble;
  };
  if (view.name === 'add') {
    return (
      <div class="filling">
        {view.isDraft && view.values.length === 0 && (
          <Notice tone="warn" live="status">
            {t('menu.nothing')}
          </Notice>
        )}
        {waiting}
        <AddForm
          key={view.values.join(' ')}
          {...addition}
          initialValues={view.values}
          initialRemark={view.remark}
          onImport={(text) => setView({ name: 'import', text })}
          onSubmit={(body) => add({ kind: 'add', body }, isOwnEntry(body, addresses))}
        />
      </div>
    );
  }
  if (view.name === 'import') {
    return (
      <div class="filling">
        {waiting}
        <ImportView {...addition} initialText={view.text} onSubmit={add} />
      </div>
    );
  }
  return (
    <>
      {draft && !canChange && (
        <div class="panel-notice">
          <Notice tone="warn" live="status">
            {t('panel.draftReadOnly')}
          </Notice>
        </div>
      )}
      <ListView
        list={list}
        uses={uses}
        addresses={addresses}
        canChange={canChange}
        refreshing={props.refreshing}
        takesFocus={view.isBack}
        busy={new Set(edits.underWay ? idsIn(edits.underWay) : [])}
        several={
          canChange && props.abilities.changesSeveral
            ? {
                editRemark: (entries) => setDialog({ name: 'remark', entries }),
                chooseExpiry: (entries) => setDialog({ name: 'expiry', entries }),
                remove: (entries) => edits.begin(deletionOf(entries)),
              }
            : undefined
        }
        onSelecting={props.onSelecting}
        draft={edits.draft}
        onDraft={edits.setDraft}
        onSaveRemark={edits.saveRemark}
        commands={{
          showDetails: (entry) => setDialog({ name: 'details', entry }),
          editRemark: edits.editRemark,
          chooseExpiry: (entry) => setDialog({ name: 'expiry', entries: [entry] }),
          addDay: (entry) => expiresSoon(entry, serverNow()) && edits.begin(dayLonger(entry)),
          removeExpiry: ({ id }) => edits.begin({ kind: 'edit', id, body: { expiresAt: null } }),
          remove: ({ id }) => edits.begin({ kind: 'delete', id }),
        }}
        more={[
          ...(canChange
            ? [{ text: t('panel.import'), onSelect: () => setView({ name: 'import', text: '' }) }]
            : []),
          ...(['csv', 'json'] as const).map((format) => ({
            text: format === 'csv' ? t('panel.exportCsv') : t('panel.exportJson'),
            onSelect: () => actions.saveFile(exportAllowlist(list, format, Date.now())),
          })),
          ...(mayChangeLists(props.connections, props.place)
            ? [{ text: t('operator.all'), onSelect: actions.openOperator }]
            : []),
          { text: t('words.options'), onSelect: actions.openOptions },
        ]}
        wanted={props.wanted}
        onFound={props.onFound}
        onRefresh={actions.refresh}
        onCheck={actions.check}
        onAdd={(values) => setView({ name: 'add', values })}
        empty={
          <EmptyList
            isShared={isSharedList(list.account)}
            suspended={snapshot?.suspended ?? false}
            canChange={canChange}
            onAdd={() => setView({ name: 'add', values: [] })}
            onHistory={props.onHistory}
          />
        }
      />
      {dialog?.name === 'details' && (
        <DetailsDialog
          entry={dialog.entry}
          use={uses?.get(dialog.entry.id)}
          onCopy={actions.copyText}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.name === 'expiry' && (
        <ExpiryDialog
          entries={dialog.entries}
          source={
            isSharedList(list.account)
              ? undefined
              : { revision: list.revision, addresses, read: actions.preview }
          }
          onSave={(expiresAt) => edits.begin(editOf(dialog.entries, { expiresAt }))}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog?.name === 'remark' && (
        <RemarkDialog
          entries={dialog.entries}
          onSave={(remark) => edits.begin(editOf(dialog.entries, { remark }))}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/**
 * Decides whether an addition contains exactly this browser's address. The extension offers to replace such an entry
 * when the address changes.
 */
function isOwnEntry(request: AddRequest, addresses: readonly SeenAddress[]): boolean {
  if ('current' in request) return true;
  const [value, ...others] = request.values;
  return others.length === 0 && addresses.some(({ address }) => address === value);
}
