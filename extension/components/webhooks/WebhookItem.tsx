import { useState } from 'preact/hooks';
import type { IssuedWebhook, Webhook } from '../../../shared/api.ts';
import type { ApiAnswer } from '../../model/trouble.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { nameWebhook, wordAnswer, wordKinds, wordWebhookForm } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Notice } from '../Notice.tsx';
import { Spinner } from '../Spinner.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useRequest } from '../useRequest.ts';
import { DeliveryLog } from './DeliveryLog.tsx';
import { findUrlRefusal } from './judge-url.ts';
import type { WebhookActions } from './webhook-actions.ts';

interface WebhookItemProps {
  readonly webhook: Webhook;
  readonly actions: WebhookActions;
  readonly endpoint: string;
  readonly onTested: () => void;
  readonly onRotated: (webhook: IssuedWebhook) => void;
  readonly onDeleted: () => void;
}

interface Tested {
  readonly isDelivered: boolean;
  readonly answer: string;
}

export function WebhookItem(props: WebhookItemProps) {
  const { webhook, actions, endpoint } = props;
  const { id, url, form, kinds, stoppedAt, refused, oldSecretUntil } = webhook;
  const name = nameWebhook(webhook);
  const [isLogOpen, setLogOpen] = useState(false);
  const [asked, setAsked] = useState<'rotate' | 'delete' | null>(null);
  const [tested, setTested] = useState<Tested | null>(null);
  const [testCount, setTestCount] = useState(0);
  const testing = useRequest();
  /** These requests have their own state: their dialog waits for them, even while a test is running. */
  const changing = useRequest();
  const trouble = testing.trouble ?? changing.trouble;
  const test = () =>
    testing.send(
      () => {
        setTested(null);
        return actions.test(id);
      },
      (delivery) => {
        changing.forget();
        setTested({ isDelivered: delivery.state === 'delivered', answer: wordAnswer(delivery) });
        setTestCount(testCount + 1);
        props.onTested();
      },
    );
  const carryOut = <Value,>(change: () => ApiAnswer<Value>, done: (value: Value) => void) =>
    changing.send(async () => {
      const answer = await change();
      setAsked(null);
      testing.forget();
      return answer;
    }, done);
  return (
    <li class="stack">
      <div>
        <p class="breaking">
          <strong>{name}</strong>{' '}
          {stoppedAt !== null && <Chip tone="warn" sign="!" word={t('webhooks.stopped')} />}
        </p>
        <p class="small soft breaking">{webhook.url}</p>
        <p class="small soft">
          {wordWebhookForm(form)} · {wordKinds(kinds)}
        </p>
        {stoppedAt !== null && (
          <p class="small soft">
            {refused ? findUrlRefusal(url, refused) : t('webhooks.stoppedText')}
          </p>
        )}
        {oldSecretUntil !== null && (
          <p class="small soft">{t('webhooks.oldSecret', [wordDate(oldSecretUntil)])}</p>
        )}
      </div>
      <div class="row wrap links">
        <Button kind="link" label={t('webhooks.testLabel', [name])} onClick={() => void test()}>
          {t('webhooks.test')}
        </Button>
        <Button kind="link" expanded={isLogOpen} onClick={() => setLogOpen(!isLogOpen)}>
          {t('webhooks.log')}
        </Button>
        <Button kind="link" onClick={() => setAsked('rotate')}>
          {t('webhooks.rotate')}
        </Button>
        <Button kind="link" dangerous onClick={() => setAsked('delete')}>
          {t('webhooks.delete')}
        </Button>
        {testing.underWay && <Spinner />}
      </div>
      {tested && (
        <Notice tone={tested.isDelivered ? 'ok' : 'no'} live="status">
          {tested.isDelivered
            ? t('webhooks.tested', [tested.answer])
            : t('webhooks.notTested', [tested.answer])}
        </Notice>
      )}
      {trouble && <TroubleNotice trouble={trouble} endpoint={endpoint} />}
      {isLogOpen && (
        <DeliveryLog key={testCount} read={() => actions.readDeliveries(id)} endpoint={endpoint} />
      )}
      {asked === 'rotate' && (
        <ConfirmDialog
          title={t('webhooks.rotateTitle', [name])}
          confirm={t('webhooks.rotateConfirm')}
          dangerous={false}
          onConfirm={() => carryOut(() => actions.rotate(id), props.onRotated)}
          onClose={() => setAsked(null)}
        >
          <p>{t('webhooks.rotateText')}</p>
        </ConfirmDialog>
      )}
      {asked === 'delete' && (
        <ConfirmDialog
          title={t('webhooks.deleteTitle', [name])}
          confirm={t('webhooks.deleteConfirm')}
          onConfirm={() =>
            carryOut(
              () => actions.remove(id),
              () => props.onDeleted(),
            )
          }
          onClose={() => setAsked(null)}
        >
          <p>{t('webhooks.deleteText')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
