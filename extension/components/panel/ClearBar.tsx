import type { ListCommand } from '../../../shared/list-command.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface ClearBarProps {
  readonly isBusy: boolean;
  readonly onEdit: (command: ListCommand) => void;
}

/** The one act on a shared list as a whole. It has no mode that could be switched. */
export function ClearBar({ isBusy, onEdit }: ClearBarProps) {
  return (
    <footer class="foot row spread">
      <Button kind="link" dangerous disabled={isBusy} onClick={() => onEdit({ kind: 'clear' })}>
        {t('included.clear')}
      </Button>
    </footer>
  );
}
