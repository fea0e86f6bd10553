import { useId } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { CompanyConnection } from '../../model/policy.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import type { TypedTrouble } from '../../model/typed-connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { nameOfPolicy } from '../../wording/policy.ts';
import { wordFacts } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import { TokenForm } from './TokenForm.tsx';

interface PolicyCardProps {
  readonly wanted: CompanyConnection;
  readonly onComplete: (token: string) => Promise<Result<TestedConnection, TypedTrouble>>;
  readonly onCompleted: () => void;
}

/** A connection that the company has set up, but for its token. */
export function PolicyCard({ wanted, onComplete, onCompleted }: PolicyCardProps) {
  const heading = useId();
  const { endpoint, account } = wanted;
  return (
    <li class="card stack" aria-labelledby={heading}>
      <div class="row spread">
        <h3 id={heading} class="breaking">
          {nameOfPolicy(wanted)}
        </h3>
        <Chip tone="warn" sign="!" word={t('options.awaited')} />
      </div>
      <p class="small soft breaking">
        {wordFacts(account !== null && nameDeployment(endpoint), t('policy.awaited'))}
      </p>
      <TokenForm
        endpoint={endpoint}
        action={t('options.awaitedConnect')}
        onSave={onComplete}
        onSaved={onCompleted}
      />
    </li>
  );
}
