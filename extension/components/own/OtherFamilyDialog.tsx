import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Dialog } from '../Dialog.tsx';

interface OtherFamilyDialogProps {
  /** Opens the add form. Absent if the token may only read. */
  readonly onAdd: (() => void) | undefined;
  readonly onOptions: () => void;
  readonly onClose: () => void;
}

/** Explains how mail over IPv4 gets its entry, when the endpoint sees this browser over IPv6 only. */
export function OtherFamilyDialog({ onAdd, onOptions, onClose }: OtherFamilyDialogProps) {
  return (
    <Dialog title={t('own.ipv4Title')} onClose={onClose}>
      <p>{t('own.ipv4Why')}</p>
      <ol class="steps">
        <li>{t('own.ipv4Find')}</li>
        <li>{t('own.ipv4Other')}</li>
      </ol>
      <div class="row">
        <Button autoFocus onClick={onClose}>
          {t('words.close')}
        </Button>
        <Button onClick={onOptions}>{t('words.options')}</Button>
        {onAdd && <Button onClick={onAdd}>{t('own.ipv4Add')}</Button>}
      </div>
    </Dialog>
  );
}
