import { useMemo, useState } from 'preact/hooks';
import { addressJudge } from '../../../shared/judge-address.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import type { KnownSenders } from '../../model/known-senders.ts';
import type { ToldChange } from '../../model/told-change.ts';
import { wordThenRefused } from '../../wording/pause.ts';
import { wordSentences } from '../../wording/series.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordNobody, wordWarnings } from '../../wording/warning.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { useNow } from '../useNow.ts';
import { hasNobody } from './consequences.ts';
import { SAID_BY_NOBODY_LEFT } from './NobodyLeft.tsx';

interface ListNoticesProps {
  readonly list: KnownAllowlist;
  readonly senders: KnownSenders | null;
  /** The last change that this page has made. */
  readonly told: ToldChange | null;
}

/** Notices about the present list, and about the change that led to it. */
export function ListNotices({ list, senders, told }: ListNoticesProps) {
  const now = useNow(30_000);
  const [dismissed, setDismissed] = useState<ToldChange | null>(null);
  const isNobody = !list.suspended && hasNobody(list, now);
  const isNews = told !== dismissed && told?.revision === list.revision;
  const texts = isNews
    ? wordWarnings(told.warnings, list.mode, 'after', isNobody ? SAID_BY_NOBODY_LEFT : [])
    : [];
  return (
    <>
      {list.mode === 'observe' && list.observesUntil !== undefined && (
        <PausedNotice list={list} until={list.observesUntil} senders={senders} />
      )}
      {isNobody && (
        <div class="panel-notice">
          <Notice tone={list.mode === 'enforce' ? 'no' : 'warn'} live="status">
            {wordNobody(list.mode, 'after')}
          </Notice>
        </div>
      )}
      {texts.length > 0 && (
        <div class="panel-notice">
          <Notice tone="warn" live="status">
            {texts.map((text) => (
              <p key={text}>{text}</p>
            ))}
          </Notice>
          <Button kind="link" label={t('panel.dismiss')} onClick={() => setDismissed(told)}>
            ✕
          </Button>
        </div>
      )}
    </>
  );
}

interface PausedNoticeProps extends Pick<ListNoticesProps, 'list' | 'senders'> {
  readonly until: string;
}

/** Says when a pause ends, and which of the recent senders are refused from then on. */
function PausedNotice({ list, until, senders }: PausedNoticeProps) {
  const refused = useMemo(() => {
    const judge = addressJudge(list.entries, list.included);
    const enforced = { mode: 'enforce', suspended: false } as const;
    return (senders?.list.senders ?? [])
      .map(({ address }) => address)
      .filter((address) => {
        const { verdict, reason } = judge(address, enforced, Date.parse(until));
        return verdict === 'deny' && reason !== 'unavailable';
      });
  }, [list.entries, list.included, senders, until]);
  return (
    <div class="panel-notice">
      <Notice tone="warn" live="status">
        {wordSentences(t('pause.until', [wordDate(until)]), wordThenRefused(refused))}
      </Notice>
    </div>
  );
}
