import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Account, Change, Preview } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { ShownPreview } from '../preview/ChangePreview.tsx';
import { useForesight } from '../preview/useForesight.ts';
import { isLeakedTo } from '../preview/word-preview.ts';
import { Segmented } from '../Segmented.tsx';
import { useRequest } from '../useRequest.ts';
import { AttachTrouble } from './AttachTrouble.tsx';
import { OwnNotListed } from './OwnNotListed.tsx';

export interface ListChangeDialogProps {
  readonly account: Account;
  readonly list: string;
  readonly endpoint: string;
  readonly preview: (command: ListCommand) => ApiAnswer<Preview>;
  /** `revision` is that of the list that the person was told about. */
  readonly make: (command: ListCommand, revision: number) => ApiAnswer<Change>;
  readonly onDone: (change: Change) => void;
  readonly onClose: () => void;
}

type Beginning = 'enforce' | 'observe';

/** Says whom the shared list lets in, and what it means to turn the account's list on with it (R12, R18, R20). */
export function AttachDialog(props: ListChangeDialogProps) {
  const { account, list, endpoint, preview, make, onDone, onClose } = props;
  const [begins, setBegins] = useState<Beginning>('enforce');
  const { trouble, send } = useRequest();
  const [isOff, setOff] = useState(account.mode === 'off');
  const command = useMemo<ListCommand>(
    () => ({ kind: 'attach', list, body: isOff ? { mode: begins } : {} }),
    [list, isOff, begins],
  );
  const read = useForesight(command, account.revision, preview);
  const known = read.isCurrent && read.answer?.ok ? read.answer.value : null;
  // Somebody may have turned the account's list on or off since it was shown.
  useEffect(() => {
    if (known !== null) setOff(known.warnings.some(({ code }) => code === 'allowlist-on'));
  }, [known]);
  const isEnforcing = isOff ? begins === 'enforce' : account.mode === 'enforce';
  return (
    <ConfirmDialog
      title={t('sharedLists.attachTitle', [list, account.account])}
      confirm={isOff ? wordTurnOn(begins, list) : t('sharedLists.attachConfirm', [list])}
      dangerous={known !== null && isDangerous(known)}
      foresight={isOff && isEnforcing ? read.foresight : undefined}
      onConfirm={() => send(() => make(command, known?.revision ?? account.revision), onDone)}
      onClose={onClose}
    >
      <p>{t('sharedLists.attachSays', [list])}</p>
      {isOff && (
        <>
          <Segmented
            label={t('sharedLists.begins')}
            value={begins}
            options={[
              { value: 'enforce', text: t('start.turnOn') },
              { value: 'observe', text: t('start.observe') },
            ]}
            onChange={setBegins}
          />
          <p>{isEnforcing ? t('add.turnsOn') : t('add.observes')}</p>
          <OwnNotListed preview={known} isEnforcing={isEnforcing} />
        </>
      )}
      <ShownPreview
        command={command}
        reading={read}
        addresses={isOff && known?.caller ? [known.caller] : []}
      />
      {trouble && <AttachTrouble trouble={trouble} endpoint={endpoint} />}
    </ConfirmDialog>
  );
}

/** Decides whether somebody gets in who knows a leaked password, or whether nobody gets in at all. */
function isDangerous({ letIn, warnings }: Preview): boolean {
  return letIn.some(isLeakedTo) || warnings.some(({ code }) => code === 'nobody-allowed');
}

function wordTurnOn(begins: Beginning, list: string): string {
  return begins === 'enforce'
    ? t('sharedLists.attachAndTurnOn', [list])
    : t('sharedLists.attachAndObserve', [list]);
}
