import { useId } from 'preact/hooks';
import type { Result } from '../../../shared/result.ts';
import type { AwaitedConnection } from '../../model/connection.ts';
import type { TestedConnection } from '../../model/tested-connection.ts';
import type { TypedTrouble } from '../../model/typed-connection.ts';
import { nameConnection, wordPlace } from '../../wording/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import { TokenForm } from './TokenForm.tsx';

interface AwaitedCardProps {
  readonly awaited: AwaitedConnection;
  readonly onComplete: (token: string) => Promise<Result<TestedConnection, TypedTrouble>>;
  readonly onCompleted: () => void;
  readonly onForget: () => void;
}

/** A card for a connection that came from an imported file. The file holds no token, so the card asks for one. */
export function AwaitedCard({ awaited, onComplete, onCompleted, onForget }: AwaitedCardProps) {
  const heading = useId();
  const { endpoint, account } = awaited;
  return (
    <li class="card stack" aria-labelledby={heading}>
      <div class="row spread">
        <h3 id={heading} class="breaking">
          {nameConnection(awaited)}
        </h3>
        <Chip tone="warn" sign="!" word={t('options.awaited')} />
      </div>
      <p class="small soft breaking">
        {t('options.awaitedLead', [wordPlace(account), nameDeployment(endpoint)])}
      </p>
      <TokenForm
        endpoint={endpoint}
        action={t('options.awaitedConnect')}
        cancel={t('options.awaitedForget')}
        onSave={onComplete}
        onSaved={onCompleted}
        onCancel={onForget}
      />
    </li>
  );
}
