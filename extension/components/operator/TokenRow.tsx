import type { Token } from '../../../shared/api.ts';
import { wordRole } from '../../wording/connection.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { useNow } from '../useNow.ts';
import type { TokenActions } from './token-actions.ts';

interface TokenRowProps {
  readonly token: Token;
  readonly isShared: TokenActions['isShared'];
  readonly isOwn: boolean;
  readonly onRevoke: () => void;
}

export function TokenRow({ token, isShared, isOwn, onRevoke }: TokenRowProps) {
  const now = useNow(60_000);
  const { name, role, createdBy, createdAt, lastUsedAt, copies } = token;
  const issued: [string, string, string] = [
    wordRole(role, isShared),
    wordTokenName(createdBy),
    wordDate(createdAt),
  ];
  return (
    <li class="row spread">
      <div>
        <p class="breaking">
          <strong>{name}</strong> {isOwn && <span class="own">{t('operator.thisBrowser')}</span>}
        </p>
        <p class="small soft breaking">{t('operator.tokenRow', issued)}</p>
        {copies && <p class="small soft">{t('operator.tokenCopies')}</p>}
        <p class="small soft">
          {lastUsedAt === null
            ? t('operator.neverUsed')
            : t('operator.lastUsed', [wordMoment(lastUsedAt, now)])}
          {' · '}
          {wordExpiry(token, now)}
        </p>
      </div>
      <Button kind="link" dangerous label={t('operator.revokeLabel', [name])} onClick={onRevoke}>
        {t('operator.revoke')}
      </Button>
    </li>
  );
}

function wordExpiry({ expiresAt }: Token, now: number): string {
  if (expiresAt === null) return t('options.noExpiry');
  const at = Date.parse(expiresAt);
  return at <= now ? t('options.expiredAt', [wordDate(at)]) : t('options.until', [wordDate(at)]);
}
