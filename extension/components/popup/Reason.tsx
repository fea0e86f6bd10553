import { type dayLonger, expiresSoon } from '../../../shared/expiring.ts';
import { hasExpired, type SeenAddress } from '../../../shared/judge-address.ts';
import { showExpiry } from '../../wording/entry.ts';
import { wordDate, wordMoment } from '../../wording/time.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';

interface ReasonProps {
  readonly seen: SeenAddress;
  /** True for a shared list, which refuses nobody by itself. */
  readonly isShared?: boolean | undefined;
  readonly now: number;
  /** Absent if the entry can't be changed. */
  readonly onExtend?: ((entry: Parameters<typeof dayLonger>[0]) => void) | undefined;
}

/** Says why an address may send or may not, with the entry that decides it if there is one. */
export function Reason({ seen, isShared = false, now, onExtend }: ReasonProps) {
  const { reason, shared } = seen;
  const entry = seen.entry ?? shared?.entry ?? null;
  const expiry = entry && showExpiry(entry, now);
  return (
    <>
      {reason !== 'listed' && !isShared && <p>{wordRefusal(reason)}</p>}
      {entry && (
        <dl class="facts">
          <dt>{hasExpired(entry, now) ? t('popup.wasLetIn') : t('popup.letIn')}</dt>
          <dd class="mono">{entry.value}</dd>
          {shared && (
            <>
              <dt>{t('shared.chip')}</dt>
              <dd class="breaking">{shared.list}</dd>
            </>
          )}
          {entry.remark !== '' && (
            <>
              <dt>{t('popup.remark')}</dt>
              <dd>{entry.remark}</dd>
            </>
          )}
          <dt>{t('popup.added')}</dt>
          <dd>
            {t('popup.addedBy', [wordMoment(entry.createdAt, now), wordTokenName(entry.createdBy)])}
          </dd>
          <dt>{hasExpired(entry, now) ? t('popup.expiredOn') : t('popup.expires')}</dt>
          {entry.expiresAt === null ? (
            <dd>{t('words.never')}</dd>
          ) : expiry && expiresSoon(entry, now) ? (
            <dd title={wordDate(entry.expiresAt)}>
              <Chip {...expiry} />
              {onExtend && !shared && (
                <>
                  {' '}
                  <Button kind="link" onClick={() => onExtend(entry)}>
                    {t('expiry.dayLonger')}
                  </Button>
                </>
              )}
            </dd>
          ) : (
            <dd title={wordDate(entry.expiresAt)}>{wordMoment(entry.expiresAt, now)}</dd>
          )}
        </dl>
      )}
    </>
  );
}

function wordRefusal(reason: Exclude<SeenAddress['reason'], 'listed'>): string {
  switch (reason) {
    case 'off':
      return t('popup.off');
    case 'observed':
      return t('popup.observed');
    case 'expired':
      return t('popup.expired');
    case 'suspended':
      return t('popup.suspended');
    case 'unavailable':
      return t('shared.unsure');
    default:
      return t('popup.refused');
  }
}
