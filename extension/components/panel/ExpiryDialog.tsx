import { useMemo, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { editOf } from '../../model/command-entries.ts';
import { serverNow } from '../../model/server-clock.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';
import { type Expiry, ExpiryField, findExpiryTerms } from '../ExpiryField.tsx';
import { Form } from '../Form.tsx';
import { ChangePreview, type PreviewSource } from '../preview/ChangePreview.tsx';
import { useNow } from '../useNow.ts';

interface ExpiryDialogProps {
  readonly entries: readonly Entry[];
  /** Absent for a shared list. Another expiry of it cuts off nobody at once. */
  readonly source: PreviewSource | undefined;
  readonly onSave: (expiresAt: string | null) => void;
  readonly onClose: () => void;
}

/** Asks for a new expiry of entries, and shows the resulting time. Of several it shows whom that would let in. */
export function ExpiryDialog({ entries, source, onSave, onClose }: ExpiryDialogProps) {
  const [expiry, setExpiry] = useState<Expiry>({ choice: '8-hours', until: '' });
  const now = useNow(30_000);
  const expiresAt = findExpiresAt(expiry, now);
  const isSeveral = entries.length > 1;
  const command = useMemo(
    () => (isSeveral && expiresAt !== undefined ? editOf(entries, { expiresAt }) : null),
    [entries, expiry.choice, expiry.until, expiresAt === undefined],
  );
  return (
    <Dialog title={wordTitle(entries)} onClose={onClose}>
      <Form
        class="stack"
        onSubmit={() => {
          const chosen = findExpiresAt(expiry, serverNow());
          if (chosen === undefined) return;
          onClose();
          onSave(chosen);
        }}
      >
        <p class="soft">{wordPresent(entries)}</p>
        <ExpiryField expiry={expiry} now={now} onChange={setExpiry} />
        <p class="soft small one-line" role="status">
          {expiresAt !== undefined && wordChosen(expiresAt, isSeveral)}
        </p>
        {isSeveral && source && <ChangePreview command={command} {...source} />}
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

function wordTitle(entries: readonly Entry[]): string {
  const [first, ...others] = entries;
  return first !== undefined && others.length === 0
    ? t('panel.expiryTitle', [first.value])
    : t('panel.expiryManyTitle', entries.length);
}

function wordPresent(entries: readonly Entry[]): string {
  const [first, ...others] = new Set(entries.map(({ expiresAt }) => expiresAt));
  return others.length > 0 ? t('panel.expiriesDiffer') : wordExpiry(first ?? null);
}

/** Returns the new expiry. Null if the entry never expires, undefined while no valid time is chosen. */
function findExpiresAt(expiry: Expiry, now: number): string | null | undefined {
  const terms = findExpiryTerms(expiry, now);
  if (terms === undefined) return undefined;
  if (terms.expiresInSeconds !== undefined)
    return new Date(now + terms.expiresInSeconds * 1000).toISOString();
  return terms.expiresAt ?? null;
}

function wordExpiry(expiresAt: string | null): string {
  return expiresAt === null ? t('panel.lastsAlways') : t('panel.expiresAt', [wordDate(expiresAt)]);
}

function wordChosen(expiresAt: string | null, isSeveral: boolean): string {
  if (expiresAt === null) return isSeveral ? t('panel.willLastAll') : t('panel.willLast');
  const date = wordDate(expiresAt);
  return isSeveral ? t('panel.willExpireAll', [date]) : t('panel.willExpire', [date]);
}
