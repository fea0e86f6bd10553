import { useState } from 'preact/hooks';
import type { SuggestedEntry } from '../../../shared/suggest-entries.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { useLostFocus } from '../panel/useLostFocus.ts';
import { useEscape } from '../useEscape.tsx';
import type { JudgedSender } from './judge-senders.ts';
import { SuggestedEntries } from './SuggestedEntries.tsx';
import { Suspects } from './Suspects.tsx';
import { type Suggestions, splitSegments } from './suggestions.ts';

interface SuggestionsViewProps {
  readonly suggestions: Suggestions;
  readonly judged: readonly JudgedSender[];
  readonly now: number;
  readonly isOwn: (address: string) => boolean;
  readonly onAdd: (addresses: readonly string[], values: readonly string[]) => void;
  readonly onNotMe: ((address: string) => void) | undefined;
  readonly onBack: () => void;
}

const FORMATS = ['segment', 'address'] as const;

/**
 * Suggests entries that may be missing. None is chosen at first, because a sender who was let in is not necessarily
 * known.
 */
export function SuggestionsView(props: SuggestionsViewProps) {
  const { suggestions, judged, now, onAdd, onNotMe, onBack } = props;
  const [split, setSplit] = useState<ReadonlySet<string>>(new Set());
  const place = useLostFocus();
  const leaving = useEscape(false, onBack);
  const entries = splitSegments(suggestions.entries, split);
  // The most recent one comes first and is to stay, if several logins are at one address.
  const senders = new Map(judged.toReversed().map((one) => [one.sender.address, one]));
  const ofFormat = (format: SuggestedEntry['format']) =>
    entries.filter((entry) => entry.format === format);
  return (
    <form class="filling body stack" onKeyDown={leaving.onKeyDown}>
      <div ref={place}>
        <Button kind="link" onClick={onBack}>
          ‹ {t('senders.back')}
        </Button>
      </div>
      <h2>{t('senders.suggestTitle')}</h2>
      {entries.length > 0 && <p class="soft">{t('senders.suggestText')}</p>}
      {FORMATS.map((format) => (
        <SuggestedEntries
          key={format}
          format={format}
          entries={ofFormat(format)}
          senders={senders}
          now={now}
          onSplit={(value) => setSplit(new Set(split).add(value))}
          onAdd={(chosen) =>
            onAdd(
              chosen.flatMap(({ addresses }) => addresses),
              chosen.map(({ value }) => value),
            )
          }
        />
      ))}
      {suggestions.suspects.length > 0 && (
        <Suspects
          suspects={suggestions.suspects}
          now={now}
          isOwn={props.isOwn}
          onAdd={(address) => onAdd([address], [address])}
          onNotMe={onNotMe}
        />
      )}
      {suggestions.count === 0 && <Notice tone="ok">{t('senders.nothingMissing')}</Notice>}
    </form>
  );
}
