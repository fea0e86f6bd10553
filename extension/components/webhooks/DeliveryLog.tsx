import { useEffect, useState } from 'preact/hooks';
import type { Delivery, DeliveryList } from '../../../shared/api.ts';
import type { Answer, Trouble } from '../../api-client.ts';
import { t } from '../../translate.ts';
import { wordMoment } from '../../wording/time.ts';
import { showDelivery, wordAttempts, wordKind } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useNow } from '../useNow.ts';

interface DeliveryLogProps {
  readonly read: () => Answer<DeliveryList>;
  readonly endpoint: string;
}

const FIRST_SHOWN = 5;
/** What waits is delivered without anybody’s doing. */
const READ_AGAIN_MS = 10_000;

/** What was sent to a webhook, and what came of it, newest first. */
export function DeliveryLog({ read, endpoint }: DeliveryLogProps) {
  const [deliveries, setDeliveries] = useState<readonly Delivery[] | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isWhole, setWhole] = useState(false);
  const now = useNow(READ_AGAIN_MS);
  const reload = async () => {
    const answer = await read();
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) setDeliveries(answer.value.deliveries);
  };
  useEffect(() => {
    void reload();
  }, [now]);
  const shown = isWhole ? deliveries : deliveries?.slice(0, FIRST_SHOWN);
  const isCut = (deliveries?.length ?? 0) > (shown?.length ?? 0);
  return (
    <div class="inset">
      {trouble && (
        <TroubleNotice trouble={trouble} endpoint={endpoint} onRetry={() => void reload()} />
      )}
      {deliveries === null && !trouble && <Spinner />}
      {deliveries?.length === 0 && <p class="soft small">{t('webhooks.logNone')}</p>}
      <ul class="rows" aria-label={t('webhooks.log')}>
        {shown?.map((delivery) => (
          <li key={delivery.id}>
            <p>
              <Chip {...showDelivery(delivery)} /> {wordKind(delivery.kind)}
            </p>
            <p class="small soft">
              {wordMoment(Date.parse(delivery.createdAt), now)} · {wordAttempts(delivery, now)}
            </p>
          </li>
        ))}
      </ul>
      {isCut && (
        <Button kind="link" onClick={() => setWhole(true)}>
          {t('webhooks.logMore')}
        </Button>
      )}
    </div>
  );
}
