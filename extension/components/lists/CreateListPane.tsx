import { useState } from 'preact/hooks';
import type { SharedList } from '../../../shared/api.ts';
import { MAX_LIST_NAME_CHARACTERS, parseListName } from '../../../shared/list-name.ts';
import type { ListTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Form } from '../Form.tsx';
import { LimitAndNote } from '../operator/LimitAndNote.tsx';
import { PaneFrame } from '../operator/PaneFrame.tsx';
import { useFirstFocus } from '../options/useFirstFocus.ts';
import { Spinner } from '../Spinner.tsx';
import { TextField } from '../TextField.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { findListChange, NEW_LIST } from './list-settings.ts';

interface CreateListPaneProps {
  readonly endpoint: string;
  readonly onCreate: (list: string, terms: ListTerms) => ApiAnswer<SharedList>;
  readonly onCreated: (list: SharedList) => void;
  readonly onClose: () => void;
}

/** The form for a new shared list. */
export function CreateListPane({ endpoint, onCreate, onCreated, onClose }: CreateListPaneProps) {
  const [name, setName] = useState('');
  const [settings, setSettings] = useState(NEW_LIST);
  const [error, setError] = useState<string | undefined>(undefined);
  const { trouble, underWay, send, forget } = useRequest();
  const first = useFirstFocus<HTMLInputElement>();
  const change = findListChange(settings, NEW_LIST);
  const create = async () => {
    forget();
    const parsed = parseListName(name.trim());
    if (!parsed.ok) setError(t('sharedLists.nameWrong', [MAX_LIST_NAME_CHARACTERS]));
    if (!parsed.ok || !change) return undefined;
    const answer = await onCreate(parsed.value, change);
    if (answer.ok || !isRefusal(answer.error, 'list-exists')) return answer;
    setError(t('sharedLists.exists'));
    return undefined;
  };
  return (
    <PaneFrame
      title={t('sharedLists.create')}
      back={t('sharedLists.back')}
      takesFocus={false}
      onClose={onClose}
    >
      <Form class="stack" onSubmit={() => void send(create, onCreated)}>
        <TextField
          label={t('operator.name')}
          hint={t('sharedLists.nameHint')}
          error={error}
          ref={first}
          exact
          value={name}
          onInput={(text) => {
            setName(text);
            setError(undefined);
          }}
        />
        <LimitAndNote
          typed={settings}
          live={0}
          hint={t('sharedLists.limitHint')}
          onChange={setSettings}
        />
        <div class="row wrap">
          <Button submit disabled={change === undefined}>
            {t('operator.createButton')}
          </Button>
          {underWay && <Spinner />}
        </div>
        {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
      </Form>
    </PaneFrame>
  );
}
