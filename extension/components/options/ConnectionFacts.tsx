import { TOLD_BEFORE_MS } from '../../model/access-end.ts';
import type { Connection } from '../../model/connection.ts';
import { isSharedList } from '../../model/listed-place.ts';
import { nameConnection, wordRole } from '../../wording/connection.ts';
import { nameDeployment } from '../../wording/deployment.ts';
import { wordWhose } from '../../wording/domain-account.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Chip } from '../Chip.tsx';
import { useNow } from '../useNow.ts';

const MINUTE_MS = 60_000;

interface ConnectionFactsProps {
  readonly connection: Connection;
  readonly headingId: string;
}

/** Shows the account, its deployment, the role of the token and the time until the token expires. */
export function ConnectionFacts({ connection, headingId }: ConnectionFactsProps) {
  const { endpoint, otherFamilyEndpoint, session } = connection;
  const { role, account, name, expiresAt } = session;
  return (
    <div>
      <div class="row spread">
        <h3 id={headingId} tabIndex={-1} class="breaking">
          {nameConnection({ endpoint, account })}
        </h3>
        <span class="chip off">{wordRole(role, account !== null && isSharedList(account))}</span>
      </div>
      {wordWhose(account) !== '' && <p class="small soft breaking">{wordWhose(account)}</p>}
      <p class="small soft breaking">
        {t('options.connectedAs', [nameDeployment(endpoint), name])}
        {otherFamilyEndpoint !== null && ` · ${nameDeployment(otherFamilyEndpoint)}`}
        {' · '}
        <TokenExpiry at={expiresAt} />
      </p>
    </div>
  );
}

function TokenExpiry({ at }: { readonly at: string | null }) {
  const now = useNow(MINUTE_MS);
  if (at === null) return t('options.noExpiry');
  const time = Date.parse(at);
  if (time <= now) {
    return <Chip tone="no" sign="✕" word={t('options.expiredAt', [wordDate(time)])} />;
  }
  const word = t('options.until', [wordDate(time)]);
  return time - now <= TOLD_BEFORE_MS ? <Chip tone="warn" sign="!" word={word} /> : word;
}
