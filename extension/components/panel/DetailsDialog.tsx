import { useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import { findEntryRange } from '../../../shared/entry-range.ts';
import { wordSize } from '../../wording/entry.ts';
import { wordDate } from '../../wording/time.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import { t } from '../../wording/translate.ts';
import { wordFormat } from '../../wording/value-problem.ts';
import { Button } from '../Button.tsx';
import { Detail } from '../Detail.tsx';
import { Dialog } from '../Dialog.tsx';
import type { ListedUse } from './entry-uses.ts';

interface DetailsDialogProps {
  readonly entry: Entry;
  readonly use: ListedUse | undefined;
  /** False if the browser does not allow it. */
  readonly onCopy: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** Shows everything that is known about an entry, however long it is. */
export function DetailsDialog({ entry, use, onCopy, onClose }: DetailsDialogProps) {
  const [said, setSaid] = useState('');
  const copy = async () =>
    setSaid((await onCopy(entry.value)) ? t('secret.copied') : t('popup.copyFailed'));
  const range = findEntryRange(entry);
  const size = range && wordSize(range);
  const { expiresAt, createdAt, createdBy } = entry;
  return (
    <Dialog title={t('panel.detailsTitle')} onClose={onClose}>
      <p class="row">
        <strong class="mono breaking">{entry.value}</strong>
        <Button kind="link" onClick={() => void copy()}>
          {t('secret.copy')}
        </Button>
      </p>
      <p class="soft">
        {size === undefined ? wordFormat(entry.format) : `${wordFormat(entry.format)} · ${size}`}
      </p>
      <dl class="details">
        <Detail name={t('panel.remark')}>{entry.remark || '–'}</Detail>
        <Detail name={t('panel.addedOn')}>{wordDate(createdAt)}</Detail>
        <Detail name={t('panel.addedBy')}>{wordTokenName(createdBy)}</Detail>
        <Detail name={t('panel.expires')}>
          {expiresAt === null ? t('words.never') : wordDate(expiresAt)}
        </Detail>
        {use && (
          <Detail name={t('panel.lastUsed')}>
            {wordDate(use.lastUsedAt)} · {t('panel.uses', use.uses)}
          </Detail>
        )}
      </dl>
      <p class="soft small one-line" role="status">
        {said}
      </p>
      <div class="row">
        <Button autoFocus onClick={onClose}>
          {t('words.close')}
        </Button>
      </div>
    </Dialog>
  );
}
