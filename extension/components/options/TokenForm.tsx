import { useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import type { TypedTrouble } from '../../model/typed-connection.ts';
import { wordTokenProblem } from '../../wording/connection.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Spinner } from '../Spinner.tsx';
import { useRequest } from '../useRequest.ts';
import { InvitationNotice } from './InvitationNotice.tsx';
import { TokenField } from './TokenField.tsx';
import { TypedTroubleNotice } from './TypedTroubleNotice.tsx';
import { useInvitationPaste } from './useInvitationPaste.ts';

interface TokenFormProps {
  /** The endpoint of the connection that gets the token. */
  readonly endpoint: string;
  /** The text of the button. */
  readonly action: string;
  /** Absent where there is no way round it. */
  readonly cancel?: string;
  readonly hint?: string;
  /** True if the form was opened on demand: it then takes the focus, and Escape closes it. */
  readonly closes?: boolean;
  readonly onSave: (token: string) => Promise<Result<TestedConnection, TypedTrouble>>;
  readonly onSaved: () => void;
  readonly onCancel?: () => void;
}

/** A form that asks for a token. The endpoint of the connection is known already. */
export function TokenForm(props: TokenFormProps) {
  const { endpoint, action, cancel, hint, closes = false, onSave, onSaved, onCancel } = props;
  const [token, setToken] = useState('');
  const { trouble, underWay, send, forget } = useRequest<TypedTrouble>();
  const [elsewhere, setElsewhere] = useState<TypedTrouble | null>(null);
  const change = (next: string) => {
    setToken(next);
    setElsewhere(null);
    forget();
  };
  const { problem, onPaste } = useInvitationPaste((invitation) => {
    const isHere = invitation.endpoint === endpoint;
    change(isHere ? invitation.token : '');
    if (!isHere) setElsewhere({ kind: 'elsewhere', invited: invitation.endpoint, endpoint });
  });
  const save = () =>
    send(
      () => onSave(token),
      () => onSaved(),
    );
  return (
    <Form
      class="stack inset"
      onSubmit={save}
      onPaste={onPaste}
      onKeyDown={(event) => {
        if (closes && event.key === 'Escape') onCancel?.();
      }}
    >
      <TokenField
        token={token}
        {...(hint !== undefined && { hint })}
        error={trouble?.kind === 'token' ? wordTokenProblem(trouble.problem) : undefined}
        focused={closes}
        onChange={change}
      />
      {problem && <InvitationNotice problem={problem} />}
      {elsewhere && <TypedTroubleNotice trouble={elsewhere} />}
      <div class="row wrap">
        <Button kind="primary" submit>
          {action}
        </Button>
        {onCancel && <Button onClick={onCancel}>{cancel}</Button>}
        {underWay && <Spinner />}
      </div>
      {trouble && <TypedTroubleNotice trouble={trouble} />}
    </Form>
  );
}
