import type { HistoryEvent } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { serverNow } from '../../model/server-clock.ts';
import { showMode } from '../../wording/access-status.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { compareLists } from '../panel/compare-lists.ts';
import { consequencesOf, type ListState } from '../panel/consequences.ts';
import { LostAddresses } from '../panel/LostAddresses.tsx';
import { NobodyLeft, SAID_BY_NOBODY_LEFT } from '../panel/NobodyLeft.tsx';
import { ShownPreview } from '../preview/ChangePreview.tsx';
import { useForesight } from '../preview/useForesight.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { wordReturn } from './word-return.ts';

interface RestoreListDialogProps {
  readonly event: HistoryEvent;
  /** The list as it was after the event. */
  readonly past: ListState;
  /** True if the shared lists were others since then, and stay as they are. */
  readonly keepsLists: boolean;
  /** The command that restores that list. */
  readonly command: ListCommand;
  readonly list: KnownAllowlist;
  readonly addresses: readonly SeenAddress[];
  readonly readPreview: ReadPreview;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says how the restored list would differ from the present one, before it is restored. */
export function RestoreListDialog(props: RestoreListDialogProps) {
  const { event, past, command, list, addresses, readPreview, onConfirm, onClose } = props;
  const { removed } = compareLists(list, past);
  const reading = useForesight(command, list.revision, readPreview);
  // A list that was paused then, until a time that is over by now, comes back as one that refuses.
  const mode = reading.answer?.ok ? reading.answer.value.mode : past.mode;
  const consequences = consequencesOf(list, { ...past, mode }, addresses, serverNow());
  const says = [
    ...wordReturn(list, past),
    ...(props.keepsLists ? [t('included.listsStay')] : []),
    ...(mode === list.mode ? [] : [t('history.modeBack', [showMode(mode, false).word])]),
  ];
  return (
    <ConfirmDialog
      title={t('history.restoreTitle', [wordDate(event.at)])}
      confirm={t('history.restoreConfirm')}
      foresight={reading.foresight}
      dangerous={removed.length > 0 || consequences.lost.length > 0 || consequences.leavesNobody}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {says.length === 0 ? (
        <p>{t('history.same')}</p>
      ) : (
        says.map((text) => <p key={text}>{text}</p>)
      )}
      {mode === 'enforce' && <p>{t('panel.enforceSays')}</p>}
      <LostAddresses {...consequences} />
      <NobodyLeft {...consequences} />
      <ShownPreview
        reading={reading}
        addresses={addresses}
        said={consequences.leavesNobody ? SAID_BY_NOBODY_LEFT : []}
      />
    </ConfirmDialog>
  );
}
