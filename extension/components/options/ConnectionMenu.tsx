import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Spinner } from '../Spinner.tsx';

/** The form, list or dialog that is open below a connection. */
export type Opened = 'token' | 'other' | 'tokens' | 'remove' | null;

interface ConnectionMenuProps {
  readonly name: string;
  readonly position: 'only' | 'first' | 'between' | 'last';
  /** It can't be removed, nor pointed elsewhere. */
  readonly locked: boolean;
  /** Whether the token may issue and revoke tokens of its account. */
  readonly keepsTokens: boolean;
  readonly underWay: boolean;
  readonly opened: Opened;
  readonly onTest: () => void;
  readonly onOpen: (what: Opened) => void;
  readonly onMove: (by: -1 | 1) => void;
}

export function ConnectionMenu(props: ConnectionMenuProps) {
  const { name, position, locked, keepsTokens, underWay, opened, onTest, onOpen, onMove } = props;
  return (
    <div class="row wrap links">
      <Button kind="link" onClick={onTest}>
        {t('options.testAgain')}
      </Button>
      <Button kind="link" expanded={opened === 'token'} onClick={() => onOpen('token')}>
        {t('options.replaceToken')}
      </Button>
      {!locked && (
        <Button kind="link" expanded={opened === 'other'} onClick={() => onOpen('other')}>
          {t('options.other')}
        </Button>
      )}
      {keepsTokens && (
        <Button kind="link" expanded={opened === 'tokens'} onClick={() => onOpen('tokens')}>
          {t('options.tokens')}
        </Button>
      )}
      {position !== 'only' && (
        <>
          <Button
            kind="link"
            label={t('options.moveUpLabel', [name])}
            disabled={position === 'first'}
            onClick={() => onMove(-1)}
          >
            {t('options.moveUp')}
          </Button>
          <Button
            kind="link"
            label={t('options.moveDownLabel', [name])}
            disabled={position === 'last'}
            onClick={() => onMove(1)}
          >
            {t('options.moveDown')}
          </Button>
        </>
      )}
      {!locked && (
        <Button kind="link" dangerous onClick={() => onOpen('remove')}>
          {t('options.remove')}
        </Button>
      )}
      {underWay && <Spinner />}
    </div>
  );
}
