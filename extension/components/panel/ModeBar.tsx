import type { Mode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

interface ModeBarProps {
  readonly mode: Mode;
  /** True if the list observes until a time. */
  readonly isPaused: boolean;
  /** True if the account includes shared lists that this person may not detach. */
  readonly keepsLists: boolean;
  readonly isBusy: boolean;
  readonly onEdit: (command: ListCommand) => void;
}

/** The switches of a list that has entries. A list without entries has no switches. */
export function ModeBar({ mode, isPaused, keepsLists, isBusy, onEdit }: ModeBarProps) {
  const next = mode === 'enforce' ? 'observe' : 'enforce';
  return (
    <footer class="foot row spread">
      <Button
        kind="link"
        disabled={isBusy}
        onClick={() => onEdit({ kind: 'set-mode', body: { mode: next } })}
      >
        {next === 'observe' ? t('panel.pause') : t('panel.enforce')}
      </Button>
      {isPaused && (
        <Button
          kind="link"
          disabled={isBusy}
          onClick={() => onEdit({ kind: 'set-mode', body: { mode: 'observe' } })}
        >
          {t('pause.another')}
        </Button>
      )}
      {keepsLists ? (
        <p class="small soft">{t('included.keepsOn')}</p>
      ) : (
        <Button kind="link" dangerous disabled={isBusy} onClick={() => onEdit({ kind: 'disable' })}>
          {t('panel.disable')}
        </Button>
      )}
    </footer>
  );
}
