import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { failure } from '../../../shared/result.ts';
import { orderActs } from '../../model/first-act.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList } from '../../model/listed-place.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordGuarded } from '../../wording/first-act.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { GuardedButton } from '../GuardedButton.tsx';
import { Notice } from '../Notice.tsx';
import { AddThese } from '../preview/AddThese.tsx';
import { ShownPreview } from '../preview/ChangePreview.tsx';
import { ListPreviewPart } from '../preview/ListPreviewPart.tsx';
import { SuspectSenders } from '../preview/SuspectSenders.tsx';
import { type ReadLeaks, useCutOffSenders } from '../preview/useCutOffSenders.ts';
import { useForesight } from '../preview/useForesight.ts';
import { type ReadListPreview, useListPreview } from '../preview/useListPreview.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useEscape } from '../useEscape.tsx';
import { useNow } from '../useNow.ts';
import { useRequest } from '../useRequest.ts';
import { BeforeAdding } from './BeforeAdding.tsx';
import { beginningsOf, beginWith } from './begin-list.ts';
import { SubmitKey, submitOnKey } from './SubmitKey.tsx';

/** The properties that every form for additions needs. */
export interface AdditionProps {
  readonly list: KnownAllowlist;
  readonly addresses: readonly SeenAddress[];
  /** Named in the message if the endpoint is the reason for a failure. */
  readonly endpoint: string;
  readonly readPreview: ReadPreview;
  readonly readListPreview: ReadListPreview;
  readonly readLeaks: ReadLeaks;
  readonly onCancel: () => void;
  readonly onOptions: () => void;
}

interface AdditionFormProps extends AdditionProps {
  readonly hasTyped: boolean;
  /** The addition that would be made. Null while none is possible. */
  readonly planned: ListCommand | null;
  readonly isReady: boolean;
  /** Returns the text of the button. `start` is the mode in which the list begins, if it is off now. */
  readonly word: (start: ListedMode | undefined) => string;
  /** Said while the addition is being made. */
  readonly sending: string;
  readonly unlisted: readonly string[];
  /** The codes of the warnings that the form gives itself. */
  readonly said?: readonly string[];
  /** Adds this browser's own addresses to the form. Absent if the form can't take them. */
  readonly onAddOwn: (() => void) | undefined;
  /** Adds senders that would be cut off to the form. */
  readonly onAddThese: (addresses: readonly string[]) => void;
  /** `mode` is the mode in which a list that is off begins. */
  readonly onSubmit: (mode: ListedMode) => Promise<Trouble | null>;
  /** The fields from which the values come. */
  readonly children: ComponentChildren;
}

/**
 * A form for an addition: its fields, what the addition would do (R12, R15), and its buttons. It keeps the typed text
 * until the values have been added.
 */
export function AdditionForm(props: AdditionFormProps) {
  const { list, addresses, planned, isReady, onCancel, onAddThese } = props;
  const { trouble, underWay, send, forget } = useRequest();
  const now = useNow(30_000);
  const isOff = list.mode === 'off';
  const acts = beginningsOf(list.mode);
  const isShared = isSharedList(list.account);
  const asked = useMemo(
    () => planned && beginWith(planned, isOff ? 'enforce' : 'observe'),
    [planned, isOff],
  );
  const read = useForesight(isShared ? null : asked, list.revision, props.readPreview);
  const reach = useListPreview(isShared ? planned : null, list.revision, props.readListPreview);
  const { first, others, guarded, isChecking } = orderActs(acts, read.foresight);
  const cutOff = isOff && read.isCurrent && read.answer?.ok ? read.answer.value.cutOff : [];
  const senders = useCutOffSenders(cutOff, props.readLeaks);
  const room = read.answer?.ok ? list.limit - read.answer.value.count : 0;
  const word = (mode: ListedMode) => props.word(isOff ? mode : undefined);
  const leaving = useEscape(props.hasTyped, onCancel);
  const submit = (mode: ListedMode | null) =>
    send(
      async () => {
        if (!isReady || mode === null) return undefined;
        forget();
        const found = await props.onSubmit(mode);
        return found === null ? undefined : failure(found);
      },
      () => {},
    );
  return (
    <>
      <Form
        class="body stack"
        onSubmit={() => submit(first)}
        onKeyDown={(event) => {
          submitOnKey(event);
          leaving.onKeyDown(event);
        }}
      >
        {props.children}
        {isShared ? (
          <>
            <Notice tone="off">{t('shared.letsIn')}</Notice>
            <ListPreviewPart reading={reach} isDisabled={planned === null} />
          </>
        ) : (
          <>
            <BeforeAdding mode={list.mode} unlisted={props.unlisted} onAddOwn={props.onAddOwn} />
            <ShownPreview
              reading={read}
              isAvoidable={isOff}
              addresses={addresses}
              said={props.said ?? []}
            />
          </>
        )}
        <SuspectSenders
          suspects={senders?.suspects ?? []}
          now={now}
          onAdd={room > 0 ? (address) => onAddThese([address]) : undefined}
        />
        {trouble && (
          <TroubleNotice
            trouble={trouble}
            endpoint={props.endpoint}
            onRetry={() => submit(first)}
            onOptions={props.onOptions}
          />
        )}
        <div class="act-bar row">
          <Button kind="primary" submit disabled={!isReady || first === null}>
            {underWay
              ? props.sending
              : isReady && isChecking
                ? t('first.checking')
                : word(first ?? 'enforce')}
            <SubmitKey />
          </Button>
          <Button onClick={onCancel}>{t('words.cancel')}</Button>
          {isReady && isOff && (
            <div class="row wrap other-acts">
              {guarded && (
                <GuardedButton onClick={() => void submit(guarded)}>
                  {wordGuarded(t('start.turnOn'), read.foresight)}
                </GuardedButton>
              )}
              {others.map((other) => (
                <Button key={other} kind="link" onClick={() => void submit(other)}>
                  {other === 'observe' ? t('start.observe') : word(other)}
                </Button>
              ))}
              <AddThese senders={senders} room={room} onAdd={onAddThese} />
            </div>
          )}
        </div>
      </Form>
      {leaving.question}
    </>
  );
}
