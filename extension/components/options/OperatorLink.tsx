import type { Connection } from '../../model/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { Section } from './Section.tsx';

interface OperatorLinkProps {
  readonly connection: Connection;
  readonly onOpen: () => void;
}

/** Leads to the operator's page. All that is there was in the options once, so people look for it here. */
export function OperatorLink({ connection, onOpen }: OperatorLinkProps) {
  const { id, endpoint, accounts } = connection;
  return (
    <Section
      id={`accounts-${id}`}
      title={t('operator.accounts', [nameDeployment(endpoint)])}
      lead={t('operator.optionsLead')}
    >
      {accounts.length === 0 && <Notice tone="warn">{t('operator.noneShown')}</Notice>}
      <div class="row">
        <Button onClick={onOpen}>{t('operator.open')}</Button>
      </div>
    </Section>
  );
}
