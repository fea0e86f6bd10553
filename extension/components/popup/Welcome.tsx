import { t } from '../../translate.ts';
import { Button } from '../Button.tsx';

interface WelcomeProps {
  /** There is a deployment, and no account of it has been picked. */
  readonly connected: boolean;
  readonly onOptions: () => void;
}

/** Where there is no account to show: what to do first. */
export function Welcome({ connected, onOptions }: WelcomeProps) {
  return (
    <main class="welcome stack">
      <h1>{connected ? t('popup.pickTitle') : t('popup.welcomeTitle')}</h1>
      <p>{connected ? t('popup.pick') : t('popup.welcome')}</p>
      <Button kind="primary" wide autoFocus onClick={onOptions}>
        {connected ? t('popup.pickAccounts') : t('popup.setUp')}
      </Button>
    </main>
  );
}
