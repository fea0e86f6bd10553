import { isSharedList, nameOfAccount } from '../../model/listed-place.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import { wordRole } from '../../wording/connection.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

/** Shows what a test found out about a connection. */
export function TestResult({ session, version }: TestedConnection) {
  const { role, account, name, expiresAt } = session;
  const isShared = account !== null && isSharedList(account);
  const facts = [
    [t('options.role'), wordRole(role, isShared)],
    isShared
      ? [t('shared.chip'), nameOfAccount(account)]
      : [t('options.account'), account ?? t('options.everyAccount')],
    [t('options.token'), name],
    [t('options.expires'), expiresAt === null ? t('words.never') : wordDate(expiresAt)],
    [t('options.version'), version],
  ] as const;
  return (
    <Notice tone="ok" live="status">
      <strong>{t('options.works')}</strong>
      <dl class="facts">
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </Notice>
  );
}
