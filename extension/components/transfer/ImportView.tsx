import { useId, useMemo, useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { AdditionForm, type AdditionProps } from '../add/AdditionForm.tsx';
import { readKnownList } from '../add/known-list.ts';
import { findUnlisted } from '../add/own-addresses.ts';
import { Notice } from '../Notice.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { type ImportPlan, planImport, withValues } from './plan-import.ts';
import { readImport } from './read-import.ts';
import { SourceField } from './SourceField.tsx';
import { wordImportTrouble } from './word-import.ts';

const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 60_000;

interface ImportViewProps extends AdditionProps {
  readonly onSubmit: (command: ListCommand) => Promise<Trouble | null>;
}

/** A file or a text becomes entries, all or none of them, after it was seen what they are. */
export function ImportView(props: ImportViewProps) {
  const { list, addresses, onSubmit } = props;
  const [text, setText] = useState('');
  const [leftOut, setLeftOut] = useState(false);
  const [own, setOwn] = useState<readonly string[]>([]);
  const [start, setStart] = useState<ListedMode>('enforce');
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

  return (
    <AdditionForm
      {...props}
      hasTyped={text.trim() !== ''}
      planned={planned}
      start={start}
      onStart={setStart}
      isReady={settled === text && planned !== null}
      submit={wordSubmit(mode, plan?.added.length ?? 0)}
      sending={t('transfer.sending')}
      unlisted={unlisted}
      onAddOwn={() => setOwn([...own, ...unlisted])}
      onSubmit={async () => planned && onSubmit(planned)}
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
    </AdditionForm>
  );
}

/** Null while there is nothing that could be imported. */
function planEdit(
  plan: ImportPlan | null,
  leftOut: boolean,
  mode: ListedMode | undefined,
): ListCommand | null {
  const isWhole = plan !== null && (leftOut || plan.bad.length === 0);
  if (!isWhole || plan.added.length === 0 || plan.together !== null) return null;
  const entries = plan.added.map(({ entry }) => entry);
  return { kind: 'import', body: { entries, ...(mode && { mode }) } };
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
