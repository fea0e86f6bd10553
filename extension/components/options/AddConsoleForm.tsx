import { useState } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { AddingProblem } from '../../added-consoles.ts';
import { t } from '../../translate.ts';
import { wordHostProblem } from '../../wording/settings.ts';
import { Button } from '../Button.tsx';
import { Field } from '../Field.tsx';
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
    <form
      onSubmit={(event) => {
        event.preventDefault();
        page.say('');
        void add();
      }}
    >
      <Field label={t('options.host')} hint={t('options.hostHint')} error={error}>
        {(attributes) => (
          <div class="row">
            <input
              {...attributes}
              class="input"
              inputMode="url"
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={typed}
              onInput={(event) => {
                setTyped(event.currentTarget.value);
                setError(undefined);
              }}
            />
            <Button submit>{t('options.hostAdd')}</Button>
          </div>
        )}
      </Field>
    </form>
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
