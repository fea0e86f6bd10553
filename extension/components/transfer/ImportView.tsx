import { useId, useMemo, useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordReject } from '../../wording/reject.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { AdditionForm, type AdditionProps } from '../add/AdditionForm.tsx';
import { beginWith } from '../add/begin-list.ts';
import { readKnownList } from '../add/known-list.ts';
import { replaceInLines } from '../add/mend-values.ts';
import { findUnlisted } from '../add/own-addresses.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { ImportPreview } from './ImportPreview.tsx';
import { type ImportPlan, planImport, withAddresses } from './plan-import.ts';
import { SourceField } from './SourceField.tsx';

const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 60_000;

interface ImportViewProps extends AdditionProps {
  /** A text that was typed elsewhere. Usually it is empty. */
  readonly initialText: string;
  readonly onSubmit: (command: ListCommand) => Promise<Trouble | null>;
}

/** Turns a file or a text into entries, all of them or none. The person sees the entries first. */
export function ImportView(props: ImportViewProps) {
  const { list, addresses, onSubmit } = props;
  const [text, setText] = useState(props.initialText);
  const [before, setBefore] = useState<string | null>(null);
  const [mended, setMended] = useState(false);
  const [leftOut, setLeftOut] = useState(false);
  const [own, setOwn] = useState<readonly string[]>([]);
  const now = useNow(EXPIRY_TICK_MS);
  const previewId = useId();

  // A text that a button has put into the field is read at once, since the person may press the next button at once.
  const settled = useSettled(text, before === null ? TYPING_PAUSE_MS : 0);
  const known = useMemo(() => readKnownList(list), [list]);
  const read = useMemo(() => (settled.trim() === '' ? null : readList(settled)), [settled]);
  const whole = read?.rejects.find(
    ({ reason }) => reason === 'workbook' || reason === 'not-text',
  )?.reason;
  const isEmpty = read !== null && read.rows.length + read.rejects.length === 0;
  const plan = useMemo(
    () => (read ? planImport(known, withAddresses(read, own), now, mended) : null),
    [known, read, own, now, mended],
  );
  const live = plan?.added.filter(({ hasExpired }) => !hasExpired) ?? [];
  const unlisted = plan === null ? [] : findUnlisted(addresses, known, live, now);
  const planned = useMemo(() => planEdit(plan, leftOut, mended), [plan, leftOut, mended]);

  return (
    <AdditionForm
      {...props}
      hasTyped={text.trim() !== ''}
      planned={planned}
      isReady={settled === text && planned !== null}
      word={(start) => wordSubmit(start, plan?.added.length ?? 0)}
      sending={t('transfer.sending')}
      unlisted={unlisted}
      onAddOwn={() => setOwn([...own, ...unlisted])}
      onAddThese={(addresses) => setOwn([...own, ...addresses])}
      onSubmit={async (mode) => planned && onSubmit(beginWith(planned, mode))}
    >
      <h2>{t('transfer.title')}</h2>
      <p class="small soft">{t('transfer.forms')}</p>
      <SourceField
        text={text}
        describedBy={previewId}
        onText={(next) => {
          setText(next);
          setBefore(null);
          setLeftOut(false);
          setMended(false);
          setOwn([]);
        }}
      />
      <div id={previewId} class="stack values-judgement">
        {read === null && <p class="small soft">{t('transfer.nothingYet')}</p>}
        {before !== null && (
          <Button
            kind="link"
            onClick={() => {
              setText(before);
              setBefore(null);
            }}
          >
            {t('list.undo')}
          </Button>
        )}
        {whole && <Notice tone="no">{wordReject(whole, '')}</Notice>}
        {isEmpty && <Notice tone="no">{t('transfer.empty')}</Notice>}
        {read && plan && !whole && !isEmpty && (
          <ImportPreview
            plan={plan}
            ignored={read.ignored}
            limit={list.limit}
            leftOut={leftOut}
            onLeaveOut={setLeftOut}
            mended={mended}
            onMend={setMended}
            onReplace={(replacements) => {
              // The line numbers belong to the text that was read, so nothing is replaced in a newer text.
              if (settled !== text) return;
              setBefore(text);
              setText(replaceInLines(text, replacements));
            }}
          />
        )}
      </div>
    </AdditionForm>
  );
}

/** Returns the import. Null while there is nothing to import. */
function planEdit(plan: ImportPlan | null, leftOut: boolean, mended: boolean): ListCommand | null {
  const isWhole =
    plan !== null &&
    (leftOut || plan.bad.length === 0) &&
    (mended || leftOut || plan.mends.length === 0);
  if (!isWhole || plan.added.length === 0 || plan.together !== null) return null;
  const entries = plan.added.map(({ entry }) => entry);
  return { kind: 'import', body: { entries } };
}

/** Returns the text of the button. `start` is the mode in which the list begins, if it is off now. */
function wordSubmit(start: ListedMode | undefined, count: number): string {
  if (count === 0) return t('transfer.submitNothing');
  const number: [string] = [wordNumber(count)];
  if (start === undefined) return t('transfer.submit', count, number);
  return start === 'enforce'
    ? t('transfer.submitAndTurnOn', count, number)
    : t('transfer.submitAndObserve', count, number);
}
