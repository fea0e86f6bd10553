import type { Trouble } from '../model/trouble.ts';
import { isRefusal } from '../wording/is-refusal.ts';
import { wordMoment } from '../wording/time.ts';
import { sentenceGap, t } from '../wording/translate.ts';
import { type TroubleWords, wordTrouble } from '../wording/trouble.ts';
import { Button } from './Button.tsx';
import { Notice } from './Notice.tsx';
import { useBrowserNow } from './useNow.ts';

interface TroubleNoticeProps {
  readonly trouble: Trouble;
  readonly endpoint: string;
  /** A sentence about what was not done because of the trouble. */
  readonly undone?: string;
  /** The time at which the shown data was read. 0 or absent if no data is shown. */
  readonly knownAt?: number;
  /** The sentence for a limit that was reached, if it is not the limit of the list. */
  readonly full?: string;
  /** True if the trouble is what the page is about. Its remedy is then the first act of the page. */
  readonly isMain?: boolean;
  readonly onRetry?: (() => void) | undefined;
  readonly onOptions?: (() => void) | undefined;
  /** Leads to the form for another token. If absent, the options do. */
  readonly onToken?: (() => void) | undefined;
}

/** Says what went wrong, and what to do next. */
export function TroubleNotice(props: TroubleNoticeProps) {
  const { trouble, endpoint, undone, full, knownAt = 0, isMain = false } = props;
  const now = useBrowserNow(1000);
  const { title, next, mend } = wordTrouble(trouble, endpoint);
  const wait = waitOf(trouble, now);
  if (full !== undefined && isRefusal(trouble, 'limit-reached')) {
    return (
      <Notice tone="no" live="alert">
        {full}
      </Notice>
    );
  }
  const act = <Mend {...props} mend={mend} wait={wait} />;
  const isOffline = trouble.kind === 'offline' && knownAt > 0;
  return (
    <Notice tone={trouble.kind === 'offline' ? 'warn' : 'no'} live="alert">
      <strong>{t('trouble.title', [title])}</strong>
      {sentenceGap()}
      {undone !== undefined && `${undone}${sentenceGap()}`}
      {wait > 0 ? (
        // The countdown is only for the eye. If it were spoken each second, nothing else could be heard.
        <span aria-live="off">{t('trouble.rateLimited', wait)}</span>
      ) : isOffline ? (
        t('trouble.offline', [wordMoment(knownAt, now)])
      ) : (
        next
      )}{' '}
      {isMain ? <p class="mend">{act}</p> : act}
    </Notice>
  );
}

interface MendProps
  extends Pick<TroubleNoticeProps, 'isMain' | 'onRetry' | 'onOptions' | 'onToken'> {
  readonly mend: TroubleWords['mend'];
  readonly wait: number;
}

/** The act that can end the trouble. */
function Mend(props: MendProps) {
  const { mend, wait, isMain = false, onRetry, onOptions, onToken = onOptions } = props;
  const acts = {
    retry: { text: t('words.retry'), onClick: onRetry },
    token: { text: t('trouble.replaceToken'), onClick: onToken },
    options: { text: t('words.options'), onClick: onOptions },
    none: { text: '', onClick: undefined },
  };
  const { text, onClick } = acts[mend];
  return (
    onClick && (
      <Button kind={isMain ? 'primary' : 'link'} disabled={wait > 0} onClick={onClick}>
        {text}
      </Button>
    )
  );
}

/** Returns the number of whole seconds until Sendgate accepts another attempt. */
function waitOf(trouble: Trouble, now: number): number {
  if (trouble.kind !== 'refused' || trouble.retryAt === null) return 0;
  return Math.max(0, Math.ceil((trouble.retryAt - now) / 1000));
}
