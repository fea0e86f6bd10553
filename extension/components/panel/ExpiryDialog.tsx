import { useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { serverNow } from '../../model/server-clock.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { type Expiry, ExpiryField, findExpiryTerms } from '../ExpiryField.tsx';
import { Form } from '../Form.tsx';
import { useNow } from '../useNow.ts';

interface ExpiryDialogProps {
  readonly entry: Entry;
  readonly onSave: (expiresAt: string | null) => void;
  readonly onClose: () => void;
}

/** Asks for a new expiry of an entry, and shows the resulting time. */
export function ExpiryDialog({ entry, onSave, onClose }: ExpiryDialogProps) {
  const [expiry, setExpiry] = useState<Expiry>({ choice: '8-hours', until: '' });
  const now = useNow(30_000);
  const expiresAt = findExpiresAt(expiry, now);
  return (
    <Dialog title={t('panel.expiryTitle', [entry.value])} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          const chosen = findExpiresAt(expiry, serverNow());
          if (chosen === undefined) return;
          onClose();
          onSave(chosen);
        }}
      >
        <p class="soft">{wordExpiry(entry.expiresAt, 'now')}</p>
        <ExpiryField expiry={expiry} now={now} onChange={setExpiry} />
        <p class="soft small one-line" role="status">
          {expiresAt !== undefined && wordExpiry(expiresAt, 'then')}
        </p>
        <div class="row">
          <Button onClick={onClose}>{t('words.cancel')}</Button>
          <Button kind="primary" submit disabled={expiresAt === undefined}>
            {t('panel.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** Returns the new expiry. Null if the entry never expires, undefined while no valid time is chosen. */
function findExpiresAt(expiry: Expiry, now: number): string | null | undefined {
  const terms = findExpiryTerms(expiry, now);
  if (terms === undefined) return undefined;
  if (terms.expiresInSeconds !== undefined)
    return new Date(now + terms.expiresInSeconds * 1000).toISOString();
  return terms.expiresAt ?? null;
}

function wordExpiry(expiresAt: string | null, when: 'now' | 'then'): string {
  if (expiresAt === null) return when === 'now' ? t('panel.lastsAlways') : t('panel.willLast');
  const date = wordDate(expiresAt);
  return when === 'now' ? t('panel.expiresAt', [date]) : t('panel.willExpire', [date]);
}
