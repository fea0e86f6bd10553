import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { AlertKind } from '../../../shared/alert.ts';
import type { IssuedWebhook } from '../../../shared/api.ts';
import { MAX_WEBHOOKS } from '../../../shared/webhook.ts';
import { wordSentences } from '../../wording/series.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { nameWebhook } from '../../wording/webhook.ts';
import { Button } from '../Button.tsx';
import { ReadState } from '../ReadState.tsx';
import { SecretDialog } from '../SecretDialog.tsx';
import { useReading } from '../useReading.ts';
import { AddWebhookForm } from './AddWebhookForm.tsx';
import { WebhookItem } from './WebhookItem.tsx';
import type { WebhookActions } from './webhook-actions.ts';

interface WebhooksViewProps {
  /** The kinds of alerts that there can be. */
  readonly kinds: readonly AlertKind[];
  readonly actions: WebhookActions;
  readonly endpoint: string;
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onOptions: () => void;
  readonly onBack: () => void;
}

/** Shows where the alerts of an account or shared list are sent, and what has become of them. */
export function WebhooksView(props: WebhooksViewProps) {
  const { kinds, actions, endpoint, onCopy, onOptions, onBack } = props;
  const [issued, setIssued] = useState<IssuedWebhook | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const { value, trouble, reload } = useReading(actions.read, null);
  const webhooks = value?.webhooks;
  // The element that had the focus is gone: a former view, a dialog or a row.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, [issued, webhooks]);
  const show = (webhook: IssuedWebhook) => {
    setIssued(webhook);
    setSaid('');
    void reload();
  };
  return (
    <section class="filling body stack">
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {t('webhooks.title')}
        </h2>
        <p class="small soft">{t('webhooks.lead')}</p>
      </div>
      <ReadState
        count={webhooks?.length}
        none={t('webhooks.none')}
        trouble={trouble}
        endpoint={endpoint}
        onRetry={reload}
        onOptions={onOptions}
      />
      {webhooks && webhooks.length > 0 && (
        <ul class="rows">
          {webhooks.map((webhook) => (
            <WebhookItem
              key={webhook.id}
              webhook={webhook}
              actions={actions}
              endpoint={endpoint}
              onTested={reload}
              onRotated={show}
              onDeleted={() => {
                setSaid(t('webhooks.deleted'));
                void reload();
              }}
            />
          ))}
        </ul>
      )}
      <p role="status" class="unseen">
        {said}
      </p>
      {webhooks &&
        (webhooks.length < MAX_WEBHOOKS ? (
          <AddWebhookForm
            key={webhooks.length}
            isFirst={webhooks.length === 0}
            every={kinds}
            endpoint={endpoint}
            onAdd={actions.add}
            onAdded={show}
          />
        ) : (
          <p class="soft">{t('webhooks.full', [MAX_WEBHOOKS])}</p>
        ))}
      <div class="row">
        <Button onClick={onBack}>{t('alerts.back')}</Button>
      </div>
      {issued && (
        <SecretDialog
          title={t('webhooks.secretTitle', [nameWebhook(issued)])}
          label={t('webhooks.secretLabel')}
          secret={issued.secret}
          onCopy={onCopy}
          onDone={() => setIssued(null)}
        >
          <p>
            {wordSentences(
              t('webhooks.secretText'),
              t('secret.onlyNow'),
              issued.oldSecretUntil === null
                ? ''
                : t('webhooks.oldSecret', [wordDate(issued.oldSecretUntil)]),
            )}
          </p>
        </SecretDialog>
      )}
    </section>
  );
}
