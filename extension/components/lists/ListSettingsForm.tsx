import type { SharedList } from '../../../shared/api.ts';
import { countLive } from '../../model/live-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { ListTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { LimitAndNote } from '../operator/LimitAndNote.tsx';
import { SettingsForm } from '../operator/SettingsForm.tsx';
import { findListChange, settingsOfList } from './list-settings.ts';

interface ListSettingsFormProps {
  readonly list: SharedList;
  readonly endpoint: string;
  readonly onSave: (terms: ListTerms) => ApiAnswer<SharedList>;
  readonly onSaved: (list: SharedList) => void;
}

export function ListSettingsForm({ list, endpoint, onSave, onSaved }: ListSettingsFormProps) {
  return (
    <SettingsForm
      title={t('sharedLists.settings')}
      endpoint={endpoint}
      initial={settingsOfList(list)}
      findChange={(typed) => findListChange(typed, settingsOfList(list))}
      onSave={onSave}
      onSaved={(saved) => {
        onSaved(saved);
        return settingsOfList(saved);
      }}
      fields={(typed, onChange) => (
        <LimitAndNote
          typed={typed}
          live={countLive(list, serverNow())}
          hint={t('sharedLists.limitHint')}
          onChange={onChange}
        />
      )}
    />
  );
}
