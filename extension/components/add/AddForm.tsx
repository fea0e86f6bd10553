import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AddRequest, Allowlist } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { isPlainText } from '../../../shared/plain-text.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import type { Trouble } from '../../api-client.ts';
import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';
import { ALWAYS, ExpiryField, findExpiryTerms } from '../ExpiryField.tsx';
import { Field } from '../Field.tsx';
import { Segmented } from '../Segmented.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useEscape } from '../useEscape.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { BeforeAdding } from './BeforeAdding.tsx';
import { FORMATS, formatBySign } from './format-by-sign.ts';
import { isAcceptable, judgeValues } from './judge-values.ts';
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
    const failed = await onSubmit({ format, values, remark: remark.trim(), ...terms });
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
        <BeforeAdding
          mode={list.mode}
          unlisted={unlisted}
          onAddOwn={
            format === 'address'
              ? () => put([text.trimEnd(), ...unlisted].filter(Boolean).join('\n'))
              : undefined
          }
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
            : wordSubmit(list.mode, format, judgement.sound.length + judgement.flaws.length)}
        </Button>
        <Button wide onClick={onCancel}>
          {t('words.cancel')}
        </Button>
      </form>
      {leaving.question}
    </>
  );
}

function withFormat(text: string, format: ValueFormat) {
  return linesOf(text).map((line) => ({ ...line, format }));
}

function wordSubmit(mode: Allowlist['mode'], format: ValueFormat, count: number): string {
  if (count === 0) return t('add.submitNothing');
  const what: [string] = [wordCount(format, count)];
  return mode === 'off' ? t('add.submitAndTurnOn', what) : t('add.submit', what);
}
