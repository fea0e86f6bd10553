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
import { type PreviewReading, type ReadPreview, usePreview } from './usePreview.ts';
import { groupsOf, wordPreview, wordUnread } from './word-preview.ts';

export interface PreviewSource {
  /** The revision of the list that the change is meant for. */
  readonly revision: number;
  /** The addresses of this browser. */
  readonly addresses: readonly Pick<SeenAddress, 'address'>[];
  readonly read: ReadPreview;
}

interface ShownPreviewProps extends Pick<PreviewSource, 'addresses'> {
  /** The change, in whose words the effect is told. */
  readonly command?: ListCommand | null | undefined;
  readonly reading: Pick<PreviewReading, 'answer' | 'isReading'> & {
    /** True if a person has waited long enough for the answer. */
    readonly isOverdue?: boolean;
  };
  /** True if there is little room. */
  readonly isShort?: boolean;
  /** True if the page offers another change that cuts nobody off. */
  readonly isAvoidable?: boolean;
  /** The codes of the warnings that the page gives itself. */
  readonly said?: readonly string[];
}

interface ChangePreviewProps extends PreviewSource, Pick<ShownPreviewProps, 'isShort' | 'said'> {
  /** The change. Null while none is possible. */
  readonly command: ListCommand | null;
}

/** Asks which of the recent senders a change would cut off or let in, and shows the answer (R15). */
export function ChangePreview({ command, revision, read, ...shown }: ChangePreviewProps) {
  return (
    <ShownPreview {...shown} command={command} reading={usePreview(command, revision, read)} />
  );
}

/** Shows before a change what it would do to whom. Its room is reserved, so that nothing moves. */
export function ShownPreview(props: ShownPreviewProps) {
  const { command, reading, addresses, isShort = false, isAvoidable = false, said = [] } = props;
  const { isReading, isOverdue = false } = reading;
  const answer = isOverdue ? null : reading.answer;
  const now = useNow(30_000);
  return (
    <div
      class={isShort ? 'preview stack short' : 'preview stack'}
      aria-busy={isReading && !isOverdue}
    >
      {answer === null ? (
        isOverdue ? (
          <Notice tone="warn">{t('preview.overdue')}</Notice>
        ) : isReading ? (
          <Spinner />
        ) : (
          <p class="small soft">{t('preview.nothingYet')}</p>
        )
      ) : answer.ok ? (
        <Previewed
          command={command}
          preview={answer.value}
          addresses={addresses}
          isShort={isShort}
          isAvoidable={isAvoidable}
          said={said}
          now={now}
        />
      ) : (
        <Notice tone="warn">{wordUnread(answer.error)}</Notice>
      )}
      <SpokenSummary
        text={
          answer === null
            ? isOverdue
              ? t('preview.overdue')
              : ''
            : answer.ok
              ? wordSentences(
                  wordPreview(answer.value, isAvoidable, command),
                  ...wordTold(answer.value, said),
                )
              : wordUnread(answer.error)
        }
      />
    </div>
  );
}

interface PreviewedProps extends Pick<ShownPreviewProps, 'addresses' | 'command'> {
  readonly isShort: boolean;
  readonly isAvoidable: boolean;
  readonly preview: Preview;
  readonly said: readonly string[];
  readonly now: number;
}

function Previewed(props: PreviewedProps) {
  const { command, preview, addresses, isShort, isAvoidable, said, now } = props;
  const groups = groupsOf(preview, isAvoidable, command);
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
      {groups.length === 0 && (
        <p class="small soft">{wordPreview(preview, isAvoidable, command)}</p>
      )}
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
