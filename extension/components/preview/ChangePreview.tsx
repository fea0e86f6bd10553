import type { Preview } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { wordWarnings } from '../../wording/warning.ts';
import { SpokenSummary } from '../add/SpokenSummary.tsx';
import { Notice } from '../Notice.tsx';
import { LostAddresses } from '../panel/LostAddresses.tsx';
import { Spinner } from '../Spinner.tsx';
import { useNow } from '../useNow.ts';
import { SenderGroup } from './SenderGroup.tsx';
import { type ReadPreview, usePreview } from './usePreview.ts';
import { groupsOf, wordPreview, wordUnread } from './word-preview.ts';

export interface PreviewSource {
  /** The revision of the list that the change is meant for. */
  readonly revision: number;
  /** The addresses of this browser. */
  readonly addresses: readonly Pick<SeenAddress, 'address'>[];
  readonly read: ReadPreview;
}

interface ChangePreviewProps extends PreviewSource {
  /** The change. Null while none is possible. */
  readonly command: ListCommand | null;
  /** True if there is little room. */
  readonly isShort?: boolean;
  /** The codes of the warnings that the page gives itself. */
  readonly said?: readonly string[];
}

/**
 * Shows before a change which of the recent senders it would cut off or let in (R15). Its room is reserved, so that
 * nothing moves.
 */
export function ChangePreview(props: ChangePreviewProps) {
  const { command, revision, addresses, read, isShort = false, said = [] } = props;
  const { answer, isReading } = usePreview(command, revision, read);
  const now = useNow(30_000);
  return (
    <div class={isShort ? 'preview stack short' : 'preview stack'} aria-busy={isReading}>
      {answer === null ? (
        isReading ? (
          <Spinner />
        ) : (
          <p class="small soft">{t('preview.nothingYet')}</p>
        )
      ) : answer.ok ? (
        <Previewed
          preview={answer.value}
          addresses={addresses}
          isShort={isShort}
          said={said}
          now={now}
        />
      ) : (
        <Notice tone="warn">{wordUnread(answer.error)}</Notice>
      )}
      <SpokenSummary
        text={
          answer === null
            ? ''
            : answer.ok
              ? wordSentences(wordPreview(answer.value), ...wordTold(answer.value, said))
              : wordUnread(answer.error)
        }
      />
    </div>
  );
}

interface PreviewedProps extends Pick<PreviewSource, 'addresses'> {
  readonly isShort: boolean;
  readonly preview: Preview;
  readonly said: readonly string[];
  readonly now: number;
}

function Previewed({ preview, addresses, isShort, said, now }: PreviewedProps) {
  const groups = groupsOf(preview);
  const { caller } = preview;
  const own = addresses.map(({ address }) => address);
  // The form or the question already speaks about the known addresses of this browser.
  const isNewlyLost =
    caller !== null &&
    caller.before === 'allow' &&
    caller.after === 'deny' &&
    !own.includes(caller.address);
  return (
    <>
      {wordTold(preview, said).map((text) => (
        <Notice key={text} tone="warn">
          {text}
        </Notice>
      ))}
      {groups.length === 0 && <p class="small soft">{wordPreview(preview)}</p>}
      {groups.map((group) => (
        <SenderGroup
          key={group.tone + group.title}
          {...group}
          own={caller === null ? own : [...own, caller.address]}
          isShort={isShort}
          now={now}
        />
      ))}
      {isNewlyLost && <LostAddresses lost={[caller.address]} refuses />}
    </>
  );
}

/** Returns the warnings that the Worker would give, apart from the senders. */
function wordTold({ warnings, mode }: Preview, said: readonly string[]): string[] {
  return wordWarnings(warnings, mode, 'before', said);
}
