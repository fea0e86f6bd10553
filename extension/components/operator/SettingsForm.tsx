import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';

interface SettingsFormProps<Typed, Terms extends object, Saved> {
  readonly title: string;
  readonly endpoint: string;
  readonly initial: Typed;
  /** The terms that differ from those that stand. It is undefined if a field is wrong. */
  readonly findChange: (typed: Typed) => Terms | undefined;
  readonly onSave: (terms: Terms) => ApiAnswer<Saved>;
  /** Returns what stands now. */
  readonly onSaved: (saved: Saved) => Typed;
  readonly fields: (typed: Typed, onChange: (typed: Typed) => void) => ComponentChildren;
}

/** The settings of an account or of a shared list. */
export function SettingsForm<Typed, Terms extends object, Saved>(
  props: SettingsFormProps<Typed, Terms, Saved>,
) {
  const { title, endpoint, initial, findChange, onSave, onSaved, fields } = props;
  const [typed, setTyped] = useState(initial);
  const [said, setSaid] = useState('');
  const { trouble, underWay, send, forget } = useRequest();
  const change = findChange(typed);
  const save = (terms: Terms) => {
    forget();
    if (Object.keys(terms).length === 0) return setSaid(t('operator.settingsSame'));
    void send(
      () => onSave(terms),
      (saved) => setTyped(onSaved(saved)),
    );
  };
  return (
    <Form
      class="stack inset"
      onSubmit={() => {
        if (change) save(change);
      }}
    >
      <h3>{title}</h3>
      {fields(typed, (next) => {
        setTyped(next);
        setSaid('');
      })}
      <div class="row wrap">
        <Button submit disabled={change === undefined}>
          {t('operator.settingsSave')}
        </Button>
        {underWay && <Spinner />}
        <span role="status" class="small">
          {said}
        </span>
      </div>
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
    </Form>
  );
}
