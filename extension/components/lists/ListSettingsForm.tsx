import { useState } from 'preact/hooks';
import type { SharedList } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { ListTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { ListSettingsFields } from './ListSettingsFields.tsx';
import { findListChange, settingsOfList } from './list-settings.ts';

interface ListSettingsFormProps {
  readonly list: SharedList;
  readonly endpoint: string;
  readonly onSave: (terms: ListTerms) => ApiAnswer<SharedList>;
  readonly onSaved: (list: SharedList) => void;
}

export function ListSettingsForm({ list, endpoint, onSave, onSaved }: ListSettingsFormProps) {
  const [typed, setTyped] = useState(settingsOfList(list));
  const [said, setSaid] = useState('');
  const { trouble, underWay, send, forget } = useRequest();
  const change = findListChange(typed, settingsOfList(list));
  const save = (terms: ListTerms) => {
    forget();
    if (Object.keys(terms).length === 0) return setSaid(t('operator.settingsSame'));
    void send(
      () => onSave(terms),
      (saved) => {
        setTyped(settingsOfList(saved));
        onSaved(saved);
      },
    );
  };
  return (
    <Form
      class="stack inset"
      onSubmit={() => {
        if (change) save(change);
      }}
    >
      <h3>{t('sharedLists.settings')}</h3>
      <ListSettingsFields
        typed={typed}
        live={countLive(list, serverNow())}
        onChange={(next) => {
          setTyped(next);
          setSaid('');
        }}
      />
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
