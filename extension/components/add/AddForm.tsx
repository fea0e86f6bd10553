import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { AddRequest, Allowlist } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { isPlainText } from '../../../shared/plain-text.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import type { Trouble } from '../../api-client.ts';
import type { ListEdit } from '../../changes.ts';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { ALWAYS, ExpiryField, findExpiryTerms } from '../ExpiryField.tsx';
import { Field } from '../Field.tsx';
import { ChangePreview } from '../preview/ChangePreview.tsx';
import type { ReadPreview } from '../preview/usePreview.ts';
import { Segmented } from '../Segmented.tsx';
import { StartMode } from '../StartMode.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useEscape } from '../useEscape.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { BeforeAdding } from './BeforeAdding.tsx';
import { FORMATS, formatBySign } from './format-by-sign.ts';
import { isAcceptable, type Judgement, judgeValues } from './judge-values.ts';
import { readKnownList } from './known-list.ts';
import { replaceLines } from './mend-values.ts';
import { findUnlisted } from './own-addresses.ts';
import { linesOf } from './split-values.ts';
import { ValuesField } from './ValuesField.tsx';
import { ValuesJudgement } from './ValuesJudgement.tsx';
import { nameFormat, wordCount } from './word-count.ts';

/** Long enough not to judge half an address, short enough not to be waited for. */
const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 30_000;

interface AddFormProps {
  readonly list: Allowlist;
  readonly addresses: readonly SeenAddress[];
  readonly initialValues: readonly string[];
  readonly initialRemark?: string | undefined;
  /** Named where it is why the addition failed. */
  readonly endpoint: string;
  readonly readPreview: ReadPreview;
  readonly onSubmit: (request: AddRequest) => Promise<Trouble | null>;
  readonly onCancel: () => void;
  readonly onOptions?: (() => void) | undefined;
}

/** Values of one format, judged while they are typed; what is typed stays until it has been added (R3–R6). */
export function AddForm(props: AddFormProps) {
  const { list, addresses, initialValues, endpoint, onSubmit, onCancel, onOptions } = props;
  const [format, setFormat] = useState<ValueFormat>(formatBySign(initialValues[0] ?? ''));
  const [text, setText] = useState(initialValues.join('\n'));
  const [remark, setRemark] = useState(props.initialRemark ?? '');
  const [expiry, setExpiry] = useState(ALWAYS);
  const [start, setStart] = useState<ListedMode>('enforce');
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const now = useNow(EXPIRY_TICK_MS);
  const field = useRef<HTMLTextAreaElement>(null);
  const judgementId = useId();
  useLayoutEffect(() => field.current?.focus(), []);

  const judged = useSettled(text, TYPING_PAUSE_MS);
  const known = useMemo(() => readKnownList(list), [list]);
  const judgement = useMemo(
    () => judgeValues(known, withFormat(judged, format), now),
    [known, judged, format, now],
  );
  const mode = list.mode === 'off' ? start : undefined;
  const planned = useMemo(() => planAddition(judgement, format, mode), [judgement, format, mode]);
  const unlisted = findUnlisted(addresses, known, judgement.sound, now);
  const isRemarkGood = isPlainText(remark);
  const isReady =
    judged === text &&
    isAcceptable(judgement) &&
    isRemarkGood &&
    findExpiryTerms(expiry, now) !== undefined;

  const put = (next: string) => {
    setText(next);
    field.current?.focus();
  };
  const submit = async () => {
    const terms = findExpiryTerms(expiry, Date.now());
    if (!isReady || sending || terms === undefined) return;
    setSending(true);
    setTrouble(null);
    const values = judgement.sound.map((value) => value.text);
    const request = { format, values, remark: remark.trim(), ...terms, ...(mode && { mode }) };
    const failed = await onSubmit(request);
    setSending(false);
    setTrouble(failed);
  };

  const leaving = useEscape(text.trim() !== '' || remark !== '', onCancel);

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
        <h2>{t('add.title')}</h2>
        <Segmented
          label={t('add.format')}
          value={format}
          options={FORMATS.map((value) => ({ value, text: nameFormat(value) }))}
          onChange={setFormat}
        />
        <ValuesField
          text={text}
          invalid={judgement.flaws.length > 0}
          describedBy={judgementId}
          field={field}
          onInput={setText}
        />
        <ValuesJudgement
          id={judgementId}
          judgement={judgement}
          format={format}
          known={known}
          onFormat={(other) => {
            setFormat(other);
            field.current?.focus();
          }}
          onReplace={(replacements) => {
            // The numbers are those of the lines that were judged.
            if (judged === text) put(replaceLines(text, replacements));
          }}
        />
        <Field label={t('add.remark')} error={isRemarkGood ? undefined : t('add.remarkPlain')}>
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              maxLength={MAX_REMARK_CHARACTERS}
              value={remark}
              onInput={(event) => setRemark(event.currentTarget.value)}
            />
          )}
        </Field>
        <ExpiryField expiry={expiry} now={now} onChange={setExpiry} />
        {list.mode === 'off' && <StartMode start={start} onChange={setStart} />}
        <BeforeAdding
          mode={list.mode}
          start={start}
          unlisted={unlisted}
          onAddOwn={
            format === 'address'
              ? () => put([text.trimEnd(), ...unlisted].filter(Boolean).join('\n'))
              : undefined
          }
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
          {sending
            ? t('add.sending')
            : wordSubmit(mode, format, judgement.sound.length + judgement.flaws.length)}
        </Button>
        <Button wide onClick={onCancel}>
          {t('words.cancel')}
        </Button>
      </form>
      {leaving.question}
    </>
  );
}

/** The addition that the values make; null while they make none. */
function planAddition(
  judgement: Judgement,
  format: ValueFormat,
  mode: ListedMode | undefined,
): ListEdit | null {
  if (!isAcceptable(judgement)) return null;
  const values = judgement.sound.map(({ text }) => text);
  return { kind: 'add', own: false, request: { format, values, ...(mode && { mode }) } };
}

function withFormat(text: string, format: ValueFormat) {
  return linesOf(text).map((line) => ({ ...line, format }));
}

/** `start`: how the list begins, where it is off. */
function wordSubmit(start: ListedMode | undefined, format: ValueFormat, count: number): string {
  if (count === 0) return t('add.submitNothing');
  const what: [string] = [wordCount(format, count)];
  if (start === undefined) return t('add.submit', what);
  return start === 'enforce' ? t('add.submitAndTurnOn', what) : t('add.submitAndObserve', what);
}
