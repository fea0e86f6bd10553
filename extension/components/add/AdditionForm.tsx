import type { ComponentChildren } from 'preact';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { Allowlist } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { failure } from '../../../shared/result.ts';
import type { Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { ChangePreview } from '../preview/ChangePreview.tsx';
import type { ReadPreview } from '../preview/usePreview.ts';
import { StartMode } from '../StartMode.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useEscape } from '../useEscape.tsx';
import { useRequest } from '../useRequest.ts';
import { BeforeAdding } from './BeforeAdding.tsx';
import { SubmitKey, submitOnKey } from './SubmitKey.tsx';

/** The properties that every form for additions needs. */
export interface AdditionProps {
  readonly list: Allowlist;
  readonly addresses: readonly SeenAddress[];
  /** Named in the message if the endpoint is the reason for a failure. */
  readonly endpoint: string;
  readonly readPreview: ReadPreview;
  readonly onCancel: () => void;
  readonly onOptions: () => void;
}

interface AdditionFormProps extends AdditionProps {
  readonly hasTyped: boolean;
  /** The addition that would be made. Null while none is possible. */
  readonly planned: ListCommand | null;
  readonly start: ListedMode;
  readonly onStart: (start: ListedMode) => void;
  readonly isReady: boolean;
  /** `submit` is the text of the button. `sending` is said while the addition is being made. */
  readonly submit: string;
  readonly sending: string;
  readonly unlisted: readonly string[];
  /** The codes of the warnings that the form gives itself. */
  readonly said?: readonly string[];
  /** Adds this browser's own addresses to the form. Absent if the form can't take them. */
  readonly onAddOwn: (() => void) | undefined;
  readonly onSubmit: () => Promise<Trouble | null>;
  /** The fields from which the values come. */
  readonly children: ComponentChildren;
}

/**
 * A form for an addition: its fields, what the addition would do (R12, R15), and its buttons. It keeps the typed text
 * until the values have been added.
 */
export function AdditionForm(props: AdditionFormProps) {
  const { list, addresses, start, isReady, onCancel } = props;
  const { trouble, underWay, send, forget } = useRequest();
  const leaving = useEscape(props.hasTyped, onCancel);
  const submit = () =>
    send(
      async () => {
        if (!isReady) return undefined;
        forget();
        const found = await props.onSubmit();
        return found === null ? undefined : failure(found);
      },
      () => {},
    );
  return (
    <>
      <Form
        class="body stack"
        onSubmit={submit}
        onKeyDown={(event) => {
          submitOnKey(event);
          leaving.onKeyDown(event);
        }}
      >
        {props.children}
        {list.mode === 'off' && <StartMode start={start} onChange={props.onStart} />}
        <BeforeAdding
          mode={list.mode}
          start={start}
          unlisted={props.unlisted}
          onAddOwn={props.onAddOwn}
        />
        <ChangePreview
          command={props.planned}
          revision={list.revision}
          addresses={addresses}
          read={props.readPreview}
          said={props.said ?? []}
        />
        {trouble && (
          <TroubleNotice
            trouble={trouble}
            endpoint={props.endpoint}
            onRetry={submit}
            onOptions={props.onOptions}
          />
        )}
        <div class="act-bar row">
          <Button kind="primary" submit disabled={!isReady}>
            {underWay ? props.sending : props.submit} <SubmitKey />
          </Button>
          <Button onClick={onCancel}>{t('words.cancel')}</Button>
        </div>
      </Form>
      {leaving.question}
    </>
  );
}
