import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface SelectionBarProps {
  readonly count: number;
  /** The number of entries that are shown. */
  readonly shown: number;
  /** False if one of them can only be deleted, since the endpoint can’t read it. */
  readonly canEdit: boolean;
  readonly isBusy: boolean;
  readonly onAll: () => void;
  readonly onNone: () => void;
  readonly onRemark: () => void;
  readonly onExpiry: () => void;
  readonly onDelete: () => void;
}

/** Takes the place of the bar that pauses and disables the list, while entries are selected. */
export function SelectionBar(props: SelectionBarProps) {
  const { count, shown, canEdit, isBusy } = props;
  return (
    <div
      class="foot selection-bar row"
      role="toolbar"
      aria-label={t('panel.selection')}
      onKeyDown={({ key }) => key === 'Escape' && props.onNone()}
    >
      <Button kind="link" label={t('panel.selectNone')} onClick={props.onNone}>
        ✕
      </Button>
      <span class="fill" role="status">
        {t('panel.selected', count)}
      </span>
      {count < shown && (
        <Button kind="link" label={t('panel.selectAllOf', shown)} onClick={props.onAll}>
          {t('panel.all')}
        </Button>
      )}
      <Button kind="link" disabled={isBusy || !canEdit} onClick={props.onRemark}>
        {t('panel.remarkMany')}
      </Button>
      <Button kind="link" disabled={isBusy || !canEdit} onClick={props.onExpiry}>
        {t('panel.expiryMany')}
      </Button>
      <Button kind="link" dangerous disabled={isBusy} onClick={props.onDelete}>
        {t('panel.deleteChosen')}
      </Button>
    </div>
  );
}
