import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { AddRequest } from '../../../shared/api.ts';
import { FORMATS } from '../../../shared/format-by-sign.ts';
import { MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { isPlainText } from '../../../shared/plain-text.ts';
import { readList } from '../../../shared/read-list/read-list.ts';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import { type KnownAllowlist, mayLetIn } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { ALWAYS, ExpiryField, findExpiryTerms } from '../ExpiryField.tsx';
import { ExpiryWarning } from '../ExpiryWarning.tsx';
import { Segmented } from '../Segmented.tsx';
import { TextField } from '../TextField.tsx';
import { useNow } from '../useNow.ts';
import { useSettled } from '../useSettled.ts';
import { AdditionForm, type AdditionProps } from './AdditionForm.tsx';
import { formatOf, judgeRead, readTogether } from './judge-text.ts';
import { isAcceptable, type Judgement } from './judge-values.ts';
import { readKnownList } from './known-list.ts';
import { replaceInLines } from './mend-values.ts';
import { findUnlisted } from './own-addresses.ts';
import { ValuesField } from './ValuesField.tsx';
import { ValuesJudgement } from './ValuesJudgement.tsx';
import { nameFormat, wordCount } from './word-count.ts';

/**
 * The pause before the values are judged. It is long enough not to judge half an address, and too short to be noticed
 * as waiting.
 */
const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 30_000;

/** The warning that this form gives itself: its judgement names each entry that is renewed. */
const SAID = ['renewed'];

interface AddFormProps extends AdditionProps {
  readonly initialValues: readonly string[];
  readonly initialRemark?: string | undefined;
  readonly onSubmit: (request: AddRequest) => Promise<Trouble | null>;
  /** Opens the import with the text, if one addition can't hold it: its values have several formats or remarks. */
  readonly onImport: (text: string) => void;
}

/**
 * A form for values of one format. It judges them while they are typed (R3–R6), and keeps the text until the values
 * have been added.
 */
export function AddForm(props: AddFormProps) {
  const { list, addresses, initialValues, onSubmit } = props;
  const [chosen, setChosen] = useState<ValueFormat | null>(null);
  const [text, setText] = useState(initialValues.join('\n'));
  const [before, setBefore] = useState<string | null>(null);
  const [typedRemark, setRemark] = useState(props.initialRemark ?? null);
  const [expiry, setExpiry] = useState(ALWAYS);
  const now = useNow(EXPIRY_TICK_MS);
  const field = useRef<HTMLTextAreaElement>(null);
  const judgementId = useId();
  useLayoutEffect(() => field.current?.focus(), []);

  // A text that a button has put in is judged at once, since the person may press the next button immediately.
  const judged = useSettled(text, before === null ? TYPING_PAUSE_MS : 0);
  const known = useMemo(() => readKnownList(list), [list]);
  const read = useMemo(() => readList(judged), [judged]);
  const together = useMemo(() => readTogether(read), [read]);
  const format = chosen ?? formatOf(read);
  // The remark from the text is used until the person types one for all values.
  const remark = typedRemark ?? (together.remark ?? '').slice(0, MAX_REMARK_CHARACTERS);
  const judgement = useMemo(() => judgeRead(known, read, format, now), [known, read, format, now]);
  const planned = useMemo(() => planAddition(judgement, format), [judgement, format]);
  const unlisted = findUnlisted(addresses, known, judgement.sound, now);
  const isRemarkGood = isPlainText(remark);
  const isReady =
    judged === text &&
    isAcceptable(judgement) &&
    !together.needsImport &&
    isRemarkGood &&
    findExpiryTerms(expiry, now) !== undefined;

  const put = (next: string) => {
    setBefore(text);
    setText(next);
    field.current?.focus();
  };
  const putMore = (addresses: readonly string[]) =>
    put([text.trimEnd(), ...addresses].filter(Boolean).join('\n'));
  const submit = async (mode: ListedMode) => {
    const terms = findExpiryTerms(expiry, serverNow());
    // The chosen time has passed in the meantime. The expiry field says so.
    if (terms === undefined) return null;
    const values = judgement.sound.map((value) => value.text);
    return onSubmit({ format, values, remark: remark.trim(), ...terms, mode });
  };

  return (
    <AdditionForm
      {...props}
      hasTyped={text.trim() !== '' || remark !== ''}
      planned={planned}
      isReady={isReady}
      word={(start) => wordSubmit(start, format, judgement.sound.length)}
      sending={t('add.sending')}
      unlisted={unlisted}
      said={SAID}
      onAddOwn={format === 'address' ? () => putMore(unlisted) : undefined}
      onAddThese={(senders) => {
        // One addition has one format. An import takes them all.
        if (format === 'address') putMore(senders);
        else props.onImport([text.trimEnd(), ...senders].join('\n'));
      }}
      onSubmit={submit}
    >
      <h2>{t('add.title')}</h2>
      <Segmented
        label={t('add.format')}
        value={format}
        options={FORMATS.map((value) => ({ value, text: nameFormat(value) }))}
        onChange={setChosen}
      />
      <ValuesField
        text={text}
        invalid={judgement.flaws.length > 0}
        describedBy={judgementId}
        field={field}
        onInput={(next) => {
          setText(next);
          setBefore(null);
        }}
      />
      <ValuesJudgement
        id={judgementId}
        judgement={judgement}
        format={format}
        known={known}
        onFormat={(other) => {
          setChosen(other);
          field.current?.focus();
        }}
        onReplace={(replacements) => {
          // The line numbers belong to the text that was judged, so nothing is replaced in a newer text.
          if (judged === text) put(replaceInLines(text, replacements));
        }}
        onUndo={
          before === null
            ? null
            : () => {
                setText(before);
                setBefore(null);
              }
        }
        onImport={together.needsImport ? () => props.onImport(text) : null}
      />
      <TextField
        label={t('add.remark')}
        error={isRemarkGood ? undefined : t('add.remarkPlain')}
        maxLength={MAX_REMARK_CHARACTERS}
        value={remark}
        onInput={setRemark}
      />
      <ExpiryField expiry={expiry} now={now} onChange={setExpiry} />
      {isAloneIn(list, now) && (
        <ExpiryWarning expiry={expiry} observes={list.mode === 'observe'} now={now} />
      )}
    </AdditionForm>
  );
}

/** Decides whether an addition would be all that lets anybody in. A shared list refuses nobody by itself. */
function isAloneIn(list: KnownAllowlist, now: number): boolean {
  if (isSharedList(list.account) || countLive(list, now) > 0) return false;
  return !list.included?.some((one) => mayLetIn(one, now));
}

/** Returns the addition of the values. Null while the values can't be added. */
function planAddition(judgement: Judgement, format: ValueFormat): ListCommand | null {
  if (!isAcceptable(judgement)) return null;
  const values = judgement.sound.map(({ text }) => text);
  return { kind: 'add', body: { format, values } };
}

/** Returns the text of the button. `start` is the mode in which the list begins, if it is off now. */
function wordSubmit(start: ListedMode | undefined, format: ValueFormat, count: number): string {
  if (count === 0) return t('add.submitNothing');
  const what: [string] = [wordCount(format, count)];
  if (start === undefined) return t('add.submit', what);
  return start === 'enforce' ? t('add.submitAndTurnOn', what) : t('add.submitAndObserve', what);
}
