import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';

interface WelcomeProps {
  /** There is a deployment, and no account of it has been picked. */
  readonly connected: boolean;
  readonly onOptions: () => void;
}

/** Where there is no account to show: what to do first. */
export function Welcome({ connected, onOptions }: WelcomeProps) {
  return (
    <main class="welcome stack">
      <h1>{connected ? t('welcome.pickTitle') : t('welcome.title')}</h1>
      <p>{connected ? t('welcome.pick') : t('welcome.text')}</p>
      <Button kind="primary" wide autoFocus onClick={onOptions}>
        {connected ? t('welcome.pickAccounts') : t('welcome.setUp')}
      </Button>
    </main>
  );
}
