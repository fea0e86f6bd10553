import { useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { Connection } from '../../model/connection.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import type { TypedConnection, TypedTrouble } from '../../model/typed-connection.ts';
import {
  wordEndpointProblem,
  wordPlaceWithin,
  wordTokenProblem,
} from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Notice } from '../Notice.tsx';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { useUnderWay } from '../useUnderWay.ts';
import { InvitationNotice } from './InvitationNotice.tsx';
import { TestResult } from './TestResult.tsx';
import { TokenField } from './TokenField.tsx';
import { TypedTroubleNotice } from './TypedTroubleNotice.tsx';
import { useInvitationPaste } from './useInvitationPaste.ts';

type ConnectionTest = Result<TestedConnection, TypedTrouble>;

export interface ConnectionFormProps {
  readonly onTest: (typed: TypedConnection) => Promise<ConnectionTest>;
  readonly onSave: (typed: TypedConnection) => Promise<ConnectionTest>;
  readonly onReplace: (kept: Connection, token: string) => Promise<ConnectionTest>;
  readonly onSaved: () => void;
}

const NOTHING: TypedConnection = { endpoint: '', token: '' };

/** The form for a new connection. It keeps the text in its fields until the connection is saved. */
export function ConnectionForm({ onTest, onSave, onReplace, onSaved }: ConnectionFormProps) {
  const [typed, setTyped] = useState(NOTHING);
  const [said, setSaid] = useState<{ of: TypedConnection; outcome: ConnectionTest } | null>(null);
  const { underWay, run } = useUnderWay();
  // An answer to other credentials says nothing about the present ones, so it is no longer shown.
  const outcome = said?.of === typed ? said.outcome : null;
  const trouble = outcome && !outcome.ok ? outcome.error : null;
  const { endpoint, token } = typed;
  // After an edit the credentials are no longer the invitation's, so the rest of the invitation is dropped.
  const change = (part: Partial<TypedConnection>) => setTyped({ endpoint, token, ...part });
  const { problem, onPaste } = useInvitationPaste(setTyped);
  const say = (outcome: ConnectionTest) => setSaid({ of: typed, outcome });
  const keep = (save: () => Promise<ConnectionTest>) =>
    run(async () => {
      const saved = await save();
      if (!saved.ok) return say(saved);
      setTyped((now) => (now === typed ? NOTHING : now));
      onSaved();
    });
  return (
    <Form class="stack" onPaste={onPaste} onSubmit={() => void keep(() => onSave(typed))}>
      <TextField
        label={t('options.endpoint')}
        hint={t('options.endpointHint')}
        error={trouble?.kind === 'endpoint' ? wordEndpointProblem(trouble.problem) : undefined}
        inputMode="url"
        exact
        value={typed.endpoint}
        onInput={(endpoint) => change({ endpoint })}
      />
      <TokenField
        token={typed.token}
        error={trouble?.kind === 'token' ? wordTokenProblem(trouble.problem) : undefined}
        onChange={(token) => change({ token })}
      />
      {problem && <InvitationNotice problem={problem} />}
      {typed.account !== undefined && (
        <Notice tone="ok" live="status">
          {t('invitation.taken', [wordPlaceWithin(typed.account)])}
        </Notice>
      )}
      <div class="row wrap">
        <Button kind="primary" submit>
          {t('options.save')}
        </Button>
        <Button onClick={() => void run(async () => say(await onTest(typed)))}>
          {t('options.test')}
        </Button>
        {underWay && <Spinner />}
      </div>
      {outcome?.ok && <TestResult {...outcome.value} />}
      {trouble && (
        <TypedTroubleNotice
          trouble={trouble}
          onReplace={() => {
            if (trouble.kind === 'duplicate') {
              void keep(() => onReplace(trouble.kept, typed.token));
            }
          }}
        />
      )}
    </Form>
  );
}
