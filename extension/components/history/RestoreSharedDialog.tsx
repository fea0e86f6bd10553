import type { HistoryEvent } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import type { ListState } from '../panel/consequences.ts';
import { ListPreviewPart } from '../preview/ListPreviewPart.tsx';
import { type ReadListPreview, useListPreview } from '../preview/useListPreview.ts';
import { wordReturn } from './word-return.ts';

interface RestoreSharedDialogProps {
  readonly event: HistoryEvent;
  /** The list as it was after the event. */
  readonly past: ListState;
  readonly command: ListCommand;
  readonly list: KnownAllowlist;
  readonly readPreview: ReadListPreview;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says how a shared list would differ from the present one, before it is restored. */
export function RestoreSharedDialog(props: RestoreSharedDialogProps) {
  const { event, past, command, list, onConfirm, onClose } = props;
  const reading = useListPreview(command, list.revision, props.readPreview);
  const says = wordReturn(list, past);
  return (
    <ConfirmDialog
      title={t('history.restoreTitle', [wordDate(event.at)])}
      confirm={t('history.restoreConfirm')}
      foresight={reading.foresight}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {(says.length === 0 ? [t('history.same')] : says).map((text) => (
        <p key={text}>{text}</p>
      ))}
      <ListPreviewPart reading={reading} />
    </ConfirmDialog>
  );
}
