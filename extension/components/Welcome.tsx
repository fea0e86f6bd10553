import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';

interface WelcomeProps {
  /** True if there is a connection but no account of it was picked. */
  readonly connected: boolean;
  readonly onOptions: () => void;
}

/** Shown if there is no account to show. It says what to do first. */
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
