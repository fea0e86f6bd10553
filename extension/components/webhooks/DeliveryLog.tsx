import { useState } from 'preact/hooks';
import type { DeliveryList } from '../../../shared/api.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { showDelivery, wordAttempts, wordKind } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import { ReadState } from '../ReadState.tsx';
import { useNow } from '../useNow.ts';
import { useReading } from '../useReading.ts';

interface DeliveryLogProps {
  readonly read: () => ApiAnswer<DeliveryList>;
  readonly endpoint: string;
}

const FIRST_SHOWN = 5;
/** The log is read again regularly, since waiting deliveries are sent without an action of the person. */
const READ_AGAIN_MS = 10_000;

/** Shows what was sent to a webhook and the results, newest first. */
export function DeliveryLog({ read, endpoint }: DeliveryLogProps) {
  const [isWhole, setWhole] = useState(false);
  const now = useNow(READ_AGAIN_MS);
  const { value, trouble, reload } = useReading(read, now);
  const deliveries = value?.deliveries ?? [];
  const shown = isWhole ? deliveries : deliveries.slice(0, FIRST_SHOWN);
  return (
    <div class="inset">
      <ReadState
        count={value?.deliveries.length}
        none={t('webhooks.logNone')}
        trouble={trouble}
        endpoint={endpoint}
        onRetry={reload}
      />
      <ul class="rows" aria-label={t('webhooks.log')}>
        {shown.map((delivery) => (
          <li key={delivery.id}>
            <p>
              <Chip {...showDelivery(delivery)} /> {wordKind(delivery.kind)}
            </p>
            <p class="small soft">
              {wordMoment(delivery.createdAt, now)} · {wordAttempts(delivery, now)}
            </p>
          </li>
        ))}
      </ul>
      {deliveries.length > shown.length && (
        <Button kind="link" onClick={() => setWhole(true)}>
          {t('webhooks.logMore')}
        </Button>
      )}
    </div>
  );
}
