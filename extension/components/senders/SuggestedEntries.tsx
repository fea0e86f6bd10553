import { useState } from 'preact/hooks';
import type { SuggestedEntry } from '../../../shared/suggest-entries.ts';
import { wordAddresses } from '../../wording/addresses.ts';
import { wordCounts, wordServer } from '../../wording/sender.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { nameFormat, wordCount } from '../add/word-count.ts';
import { Button } from '../Button.tsx';
import type { JudgedSender } from './judge-senders.ts';

interface SuggestedEntriesProps {
  readonly format: SuggestedEntry['format'];
  readonly entries: readonly SuggestedEntry[];
  readonly senders: ReadonlyMap<string, JudgedSender>;
  readonly now: number;
  /** Replaces the segment with its single addresses. */
  readonly onSplit: (value: string) => void;
  readonly onAdd: (chosen: readonly SuggestedEntry[]) => void;
}

/** The number of entries to show first. A click shows more; a thousand rows at once would be slow. */
const FIRST_SHOWN = 50;

/** The suggestions of one format, since an addition has only one format. */
export function SuggestedEntries(props: SuggestedEntriesProps) {
  const { format, entries, senders, now, onSplit, onAdd } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(FIRST_SHOWN);
  if (entries.length === 0) return null;
  const taken = entries.filter(({ value }) => chosen.has(value));
  const hasAll = taken.length === entries.length;
  const toggle = (value: string) => {
    const next = new Set(chosen);
    if (!next.delete(value)) next.add(value);
    setChosen(next);
  };
  return (
    <fieldset class="field suggested">
      <legend>{nameFormat(format)}</legend>
      {entries.length > 1 && (
        <label class="suggestion">
          <input
            type="checkbox"
            checked={hasAll}
            ref={(box) => {
              if (box) box.indeterminate = taken.length > 0 && !hasAll;
            }}
            onChange={() => setChosen(new Set(hasAll ? [] : entries.map(({ value }) => value)))}
          />
          <span class="soft">{t('senders.chooseAll', [String(entries.length)])}</span>
        </label>
      )}
      {entries.slice(0, most).map((entry) => (
        <div key={entry.value} class="suggestion">
          <input
            type="checkbox"
            id={`suggested-${entry.value}`}
            checked={chosen.has(entry.value)}
            onChange={() => toggle(entry.value)}
          />
          <div>
            <label class="mono" for={`suggested-${entry.value}`}>
              {entry.value}
            </label>
            <p class="soft small">{wordSuggestion(entry, senders, now)}</p>
            {format === 'segment' && (
              <Button
                kind="link"
                label={t('senders.splitLabel', [entry.value])}
                onClick={() => onSplit(entry.value)}
              >
                {t('senders.split')}
              </Button>
            )}
          </div>
        </div>
      ))}
      {entries.length > most && (
        <Button kind="link" onClick={() => setMost(entries.length)}>
          {t('history.moreEntries', entries.length - most)}
        </Button>
      )}
      <Button wide disabled={taken.length === 0} onClick={() => onAdd(taken)}>
        {taken.length === 0
          ? t('add.submitNothing')
          : t('senders.addChosen', [wordCount(format, taken.length)])}
      </Button>
    </fieldset>
  );
}

/**
 * Describes a suggestion. For an address it is what is known about the sender; for a segment, whom it would let in
 * and whom else.
 */
function wordSuggestion(
  { addresses, strangers, format }: SuggestedEntry,
  senders: ReadonlyMap<string, JudgedSender>,
  now: number,
): string {
  if (format === 'segment') {
    return `${t('senders.holds', addresses.length)} · ${wordStrangers(strangers)}`;
  }
  const sender = senders.get(addresses[0] ?? '')?.sender;
  if (!sender) return '';
  const { lastSeenAt, server } = sender;
  return [wordMoment(lastSeenAt, now), wordCounts(sender), wordServer(server)].join(' · ');
}

function wordStrangers(strangers: bigint): string {
  if (strangers === 0n) return t('senders.noStrangers');
  // A number of twenty digits says less than the word for a network.
  if (strangers > 256n) return t('senders.network');
  return t('senders.strangers', [wordAddresses(strangers)]);
}
