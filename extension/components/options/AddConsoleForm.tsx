import { useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { AddingProblem } from '../../model/added-console.ts';
import { wordHostProblem } from '../../wording/settings.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { TextField } from '../TextField.tsx';
import type { PageServices } from './page-services.ts';

interface AddConsoleFormProps {
  readonly onAdd: (typed: string) => Promise<Result<string, AddingProblem>>;
  readonly page: PageServices;
}

export function AddConsoleForm({ onAdd, page }: AddConsoleFormProps) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const add = async () => {
    const added = await onAdd(typed);
    setError(added.ok ? undefined : wordAddingProblem(added.error));
    if (!added.ok) return;
    setTyped('');
    page.say(t('options.hostAdded', [added.value]));
  };
  return (
    <Form
      onSubmit={() => {
        page.say('');
        void add();
      }}
    >
      <TextField
        label={t('options.host')}
        hint={t('options.hostHint')}
        error={error}
        inputMode="url"
        exact
        value={typed}
        beside={<Button submit>{t('options.hostAdd')}</Button>}
        onInput={(text) => {
          setTyped(text);
          setError(undefined);
        }}
      />
    </Form>
  );
}

function wordAddingProblem(problem: AddingProblem): string {
  switch (problem.kind) {
    case 'host':
      return wordHostProblem(problem.problem);
    case 'denied':
      return t('options.hostDenied');
    case 'twice':
      return t('options.hostTwice', [problem.host]);
  }
}
