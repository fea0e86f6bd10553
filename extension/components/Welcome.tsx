import type { CompanyConnection } from '../model/policy.ts';
import { nameOfPolicy } from '../wording/policy.ts';
import { t } from '../wording/translate.ts';
import { Button } from './Button.tsx';

interface WelcomeProps {
  /** True if there is a connection but no account of it was picked. */
  readonly connected: boolean;
  /** Connections that the company has set up. They wait for their token. */
  readonly ofPolicy: readonly CompanyConnection[];
  readonly onStart: () => void;
  /** Says how one gets an endpoint; absent where no page can be opened. */
  readonly onNoEndpoint?: () => void;
}

/** Shown if there is no account to show. It says what to do first. */
export function Welcome({ connected, ofPolicy, onStart, onNoEndpoint }: WelcomeProps) {
  if (!connected && ofPolicy.length > 0) {
    return (
      <main class="welcome stack">
        <h1>{t('policy.title')}</h1>
        <ul>
          {ofPolicy.map((wanted) => (
            <li key={`${wanted.endpoint} ${wanted.account ?? ''}`} class="breaking">
              <strong>{nameOfPolicy(wanted)}</strong>
            </li>
          ))}
        </ul>
        <p>{t('policy.text')}</p>
        <Button kind="primary" wide autoFocus onClick={onStart}>
          {t('policy.enter')}
        </Button>
      </main>
    );
  }
  return (
    <main class="welcome stack">
      <h1>{connected ? t('welcome.pickTitle') : t('welcome.title')}</h1>
      <p>{connected ? t('welcome.pick') : t('welcome.text')}</p>
      <Button kind="primary" wide autoFocus onClick={onStart}>
        {connected ? t('welcome.pickAccounts') : t('welcome.setUp')}
      </Button>
      {!connected && onNoEndpoint && (
        <Button kind="link" onClick={onNoEndpoint}>
          {t('noEndpoint.link')}
        </Button>
      )}
    </main>
  );
}
