import { useId, useMemo, useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { Allowlist } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Trouble } from '../../api-client.ts';
import type { ListEdit } from '../../changes.ts';
import { t } from '../../translate.ts';
import { wordNumber } from '../../wording/time.ts';
import { BeforeAdding } from '../add/BeforeAdding.tsx';
import { readKnownList } from '../add/known-list.ts';
import { findUnlisted } from '../add/own-addresses.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { ChangePreview } from '../preview/ChangePreview.tsx';
import type { ReadPreview } from '../preview/usePreview.ts';
import { StartMode } from '../StartMode.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useEscape } from '../useEscape.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { type ImportPlan, planImport, withValues } from './plan-import.ts';
import { readImport } from './read-import.ts';
import { SourceField } from './SourceField.tsx';
import { wordImportTrouble } from './word-import.ts';

const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 60_000;

interface ImportViewProps {
  readonly list: Allowlist;
  readonly addresses: readonly SeenAddress[];
  /** Named where it is why the import failed. */
  readonly endpoint: string;
  readonly readPreview: ReadPreview;
  readonly onSubmit: (edit: ListEdit) => Promise<Trouble | null>;
  readonly onCancel: () => void;
  readonly onOptions?: (() => void) | undefined;
}

/** A file or a text becomes entries, all or none of them, after it was seen what they are. */
export function ImportView(props: ImportViewProps) {
  const { list, addresses, endpoint, onSubmit, onCancel, onOptions } = props;
  const [text, setText] = useState('');
  const [leftOut, setLeftOut] = useState(false);
  const [own, setOwn] = useState<readonly string[]>([]);
  const [start, setStart] = useState<ListedMode>('enforce');
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const now = useNow(EXPIRY_TICK_MS);
  const previewId = useId();

  const settled = useSettled(text, TYPING_PAUSE_MS);
  const known = useMemo(() => readKnownList(list), [list]);
  const read = useMemo(() => (settled.trim() === '' ? null : readImport(settled)), [settled]);
  const plan = useMemo(
    () => (read?.ok ? planImport(known, withValues(read.value.rows, own), now) : null),
    [known, read, own, now],
  );
  const unlisted = plan === null ? [] : findUnlisted(addresses, known, plan.added, now);
  const mode = list.mode === 'off' ? start : undefined;
  const planned = useMemo(() => planEdit(plan, leftOut, mode), [plan, leftOut, mode]);
  const isReady = settled === text && planned !== null;

  const submit = async () => {
    if (!isReady || sending) return;
    setSending(true);
    setTrouble(null);
    const failed = await onSubmit(planned);
    setSending(false);
    setTrouble(failed);
  };

  const leaving = useEscape(text.trim() !== '', onCancel);

  return (
    <>
      <form
        class="body stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
        onKeyDown={leaving.onKeyDown}
      >
        <h2>{t('transfer.title')}</h2>
        <p class="small soft">{t('transfer.forms')}</p>
        <SourceField
          text={text}
          describedBy={previewId}
          onText={(next) => {
            setText(next);
            setLeftOut(false);
            setOwn([]);
          }}
        />
        <div id={previewId} class="stack values-judgement">
          {read === null && <p class="small soft">{t('transfer.nothingYet')}</p>}
          {read?.ok === false && <Notice tone="no">{wordImportTrouble(read.error)}</Notice>}
          {read?.ok && plan && (
            <ImportPreview
              plan={plan}
              from={read.value}
              limit={list.limit}
              leftOut={leftOut}
              onLeaveOut={setLeftOut}
            />
          )}
        </div>
        {list.mode === 'off' && <StartMode start={start} onChange={setStart} />}
        <BeforeAdding
          mode={list.mode}
          start={start}
          unlisted={unlisted}
          onAddOwn={() => setOwn([...own, ...unlisted])}
        />
        <ChangePreview
          edit={planned}
          revision={list.revision}
          addresses={addresses}
          read={props.readPreview}
        />
        {trouble && (
          <TroubleNotice
            trouble={trouble}
            endpoint={endpoint}
            onRetry={() => void submit()}
            {...(onOptions && { onOptions })}
          />
        )}
        <Button kind="primary" wide submit disabled={!isReady}>
          {sending ? t('transfer.sending') : wordSubmit(mode, plan?.added.length ?? 0)}
        </Button>
        <Button wide onClick={onCancel}>
          {t('words.cancel')}
        </Button>
      </form>
      {leaving.question}
    </>
  );
}

/** Null while there is nothing that could be imported. */
function planEdit(
  plan: ImportPlan | null,
  leftOut: boolean,
  mode: ListedMode | undefined,
): ListEdit | null {
  const isWhole = plan !== null && (leftOut || plan.bad.length === 0);
  if (!isWhole || plan.added.length === 0 || plan.together !== null) return null;
  const entries = plan.added.map(({ entry }) => entry);
  return { kind: 'import', entries, ...(mode && { mode }) };
}

/** `start`: how the list begins, where it is off. */
function wordSubmit(start: ListedMode | undefined, count: number): string {
  if (count === 0) return t('transfer.submitNothing');
  const number: [string] = [wordNumber(count)];
  if (start === undefined) return t('transfer.submit', count, number);
  return start === 'enforce'
    ? t('transfer.submitAndTurnOn', count, number)
    : t('transfer.submitAndObserve', count, number);
}
