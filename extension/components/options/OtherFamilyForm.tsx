import { useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { TestedAddress } from '../../model/tested-connection.ts';
import type { OtherFamilyProblem } from '../../model/typed-connection.ts';
import { wordEndpointProblem } from '../../wording/connection.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { useUnderWay } from '../useUnderWay.ts';
import { ConnectionTroubleNotice } from './ConnectionTroubleNotice.tsx';
import { TitledNotice } from './TitledNotice.tsx';
import { useFirstFocus } from './useFirstFocus.ts';

interface OtherFamilyFormProps {
  readonly endpoint: string | null;
  readonly onSave: (typed: string) => Promise<Result<TestedAddress, OtherFamilyProblem>>;
  /** Saves the parsed address without a test. This is for a browser whose own network may lack that IP family. */
  readonly onSaveUntested: (endpoint: string) => Promise<void>;
  readonly onRemove: () => Promise<void>;
  /** Closes the form. `said` is the message about what was done. */
  readonly onDone: (said: string) => void;
  readonly onCancel: () => void;
}

export function OtherFamilyForm(props: OtherFamilyFormProps) {
  const { endpoint, onSave, onSaveUntested, onRemove, onDone, onCancel } = props;
  const [typed, setTyped] = useState(endpoint ?? '');
  const [problem, setProblem] = useState<OtherFamilyProblem | null>(null);
  const control = useFirstFocus<HTMLInputElement>();
  const { underWay, run } = useUnderWay();
  const save = async () => {
    const saved = await onSave(typed);
    setProblem(saved.ok ? null : saved.error);
    if (saved.ok) onDone(t('options.otherSaved', [saved.value.address]));
  };
  const keepUntested = async (parsed: string) => {
    await onSaveUntested(parsed);
    onDone(t('operator.settingsSaved'));
  };
  const remove = async () => {
    await onRemove();
    onDone(t('options.otherRemoved'));
  };
  return (
    <Form
      class="stack inset"
      onSubmit={() => void run(save)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <TextField
        label={t('options.otherLabel')}
        hint={t('options.otherHint')}
        error={problem?.kind === 'endpoint' ? wordEndpointProblem(problem.problem) : undefined}
        ref={control}
        inputMode="url"
        exact
        value={typed}
        onInput={(text) => {
          setTyped(text);
          setProblem(null);
        }}
      />
      <div class="row wrap">
        <Button kind="primary" submit>
          {t('options.save')}
        </Button>
        <Button onClick={onCancel}>{t('words.cancel')}</Button>
        {endpoint !== null && (
          <Button kind="link" dangerous onClick={() => void run(remove)}>
            {t('options.otherRemove')}
          </Button>
        )}
        {underWay && <Spinner />}
      </div>
      {problem?.kind === 'connection' && (
        <OtherFamilyTroubleNotice
          {...problem}
          onSaveUntested={(at) => void run(() => keepUntested(at))}
        />
      )}
    </Form>
  );
}

type TroubleProps = Extract<OtherFamilyProblem, { kind: 'connection' }> & {
  readonly onSaveUntested: (endpoint: string) => void;
};

function OtherFamilyTroubleNotice({ trouble, endpoint, onSaveUntested }: TroubleProps) {
  if (trouble.kind === 'same-family') {
    return (
      <TitledNotice tone="no" title={t('options.otherSameTitle')}>
        {t('options.otherSame', [trouble.family])}
      </TitledNotice>
    );
  }
  return (
    <>
      <ConnectionTroubleNotice trouble={trouble} endpoint={endpoint} />
      {trouble.kind === 'unreachable' && (
        <Button onClick={() => onSaveUntested(endpoint)}>{t('options.otherUntested')}</Button>
      )}
    </>
  );
}
