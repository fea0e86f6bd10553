import { useRef } from 'preact/hooks';
import type { AccountEffect, ListPreview } from '../../model/list-preview.ts';
import { wordSentences } from '../../wording/series.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { SpokenSummary } from '../add/SpokenSummary.tsx';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { Spinner } from '../Spinner.tsx';
import { useNow } from '../useNow.ts';
import { SenderGroup } from './SenderGroup.tsx';
import type { ListPreviewReading } from './useListPreview.ts';
import { wordUnread } from './word-preview.ts';

interface ListPreviewPartProps {
  readonly reading: ListPreviewReading;
  /** True while there is no change to ask about. */
  readonly isDisabled?: boolean;
}

/** Shows, on a press, what a change of a shared list does to the accounts that include it: who would be cut off, where. */
export function ListPreviewPart({ reading, isDisabled = false }: ListPreviewPartProps) {
  const { read, trouble, isReading, more } = reading;
  const part = useRef<HTMLDivElement>(null);
  const now = useNow(30_000);
  const press = () => {
    // The button may be gone with the answer, so the focus must move.
    part.current?.focus();
    more();
  };
  return (
    <div ref={part} class="list-preview stack" tabIndex={-1} aria-busy={isReading}>
      <p class="small soft">{read ? wordReach(read) : t('included.asks')}</p>
      {read?.affected.map((account) => (
        <EffectRow key={account.account} {...account} now={now} />
      ))}
      {read && read.unreadable.length > 0 && (
        <Notice tone="warn">
          {t('included.unreadable', read.unreadable.length, [
            wordNumber(read.unreadable.length),
            read.unreadable[0] ?? '',
          ])}
        </Notice>
      )}
      {trouble && <Notice tone="warn">{wordUnread(trouble)}</Notice>}
      <div class="row">
        {(read === null || read.cursor !== null) && (
          <Button disabled={isDisabled || isReading} onClick={press}>
            {read === null ? t('included.preview') : t('included.more')}
          </Button>
        )}
        <span class="slot">{isReading && <Spinner />}</span>
      </div>
      <SpokenSummary text={read ? wordReach(read) : ''} />
    </div>
  );
}

function wordReach({ accounts, affected, cursor }: ListPreview): string {
  const isSame = affected.length === 0 && cursor === null && accounts.total > 0;
  return wordSentences(t('included.includedBy', accounts.total), isSame ? t('included.same') : '');
}

function EffectRow(props: AccountEffect & { readonly now: number }) {
  const { account, cutOff, letIn, nobodyAllowed, now } = props;
  return (
    <>
      {nobodyAllowed && (
        <Notice tone="no">{t('own.actLabel', [account, t('included.nobody')])}</Notice>
      )}
      {cutOff.length > 0 && (
        <SenderGroup
          tone="no"
          title={t('own.actLabel', [account, t('included.cutOff', cutOff.length)])}
          senders={cutOff}
          own={NOBODY}
          isShort={false}
          now={now}
        />
      )}
      {letIn.length > 0 && (
        <SenderGroup
          tone="warn"
          title={t('own.actLabel', [account, t('included.letIn', letIn.length)])}
          senders={letIn}
          own={NOBODY}
          isShort={false}
          now={now}
        />
      )}
    </>
  );
}

const NOBODY: readonly string[] = [];
