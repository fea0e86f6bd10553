import { useMemo } from 'preact/hooks';
import type { ValueFormat } from '../../../shared/value-problem.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordValueForm } from '../../wording/value-problem.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { Flaws } from './Flaws.tsx';
import { countFlawedLines, isAcceptable, type Judgement } from './judge-values.ts';
import type { KnownList } from './known-list.ts';
import { findOtherFormat, type Replacement } from './mend-values.ts';
import { Noteworthy } from './Noteworthy.tsx';
import { SpokenSummary } from './SpokenSummary.tsx';
import { nameFormat, wordCount } from './word-count.ts';

interface ValuesJudgementProps {
  readonly id: string;
  readonly judgement: Judgement;
  readonly format: ValueFormat;
  readonly known: KnownList;
  readonly onFormat: (format: ValueFormat) => void;
  readonly onReplace: (replacements: readonly Replacement[]) => void;
  /** Null if nothing was replaced. */
  readonly onUndo: (() => void) | null;
  /** Null if one addition can hold everything that the text says. */
  readonly onImport: (() => void) | null;
}

/** Shows what would happen to the values. Its first line is always there, so that the form does not jump. */
export function ValuesJudgement(props: ValuesJudgementProps) {
  const { judgement, format, known, onFormat, onReplace } = props;
  const { sound, flaws, together } = judgement;
  const other = useMemo(() => findOtherFormat(judgement), [judgement]);
  const summary = summarizeValues(judgement, format, known);
  return (
    <div id={props.id} class="stack values-judgement">
      <p class="small soft">{summary === '' ? wordValueForm(format) : summary}</p>
      <SpokenSummary text={summary} />
      {props.onUndo && (
        <Button kind="link" onClick={props.onUndo}>
          {t('list.undo')}
        </Button>
      )}
      {props.onImport && (
        <Notice tone="warn">
          {t('list.mixed')}{' '}
          <Button kind="link" onClick={props.onImport}>
            {t('list.import')}
          </Button>
        </Notice>
      )}
      {other && (
        <Notice tone="no">
          {other.fitsAll ? wordAllOf(other.format) : t('add.fitsMore', [nameFormat(other.format)])}{' '}
          <Button kind="link" onClick={() => onFormat(other.format)}>
            {t('add.switchTo', [nameFormat(other.format)])}
          </Button>
        </Notice>
      )}
      {flaws.length > 0 && !other?.fitsAll && <Flaws flaws={flaws} onReplace={onReplace} />}
      {together !== null && <Notice tone="no">{wordSum(judgement, format, known)}</Notice>}
      <Noteworthy sound={sound} />
    </div>
  );
}

function summarizeValues(judgement: Judgement, format: ValueFormat, known: KnownList): string {
  const { sound, flaws, live } = judgement;
  if (flaws.length > 0) return t('add.badLines', countFlawedLines(flaws));
  if (!isAcceptable(judgement)) return sound.length === 0 ? '' : wordCount(format, sound.length);
  return t('add.canAdd', [
    wordCount(format, sound.length),
    wordNumber(live + sound.length),
    wordNumber(known.list.limit),
  ]);
}

function wordSum({ together, sound, room }: Judgement, format: ValueFormat, known: KnownList) {
  if (together === 'whole-family') return t('add.wholeFamily');
  const here = wordCount(format, sound.length);
  return t('add.overLimit', [wordNumber(known.list.limit), wordNumber(room), here]);
}

const ALL_OF = {
  address: 'add.allAddresses',
  segment: 'add.allSegments',
  range: 'add.allRanges',
} as const satisfies Record<ValueFormat, string>;

function wordAllOf(format: ValueFormat): string {
  return t(ALL_OF[format]);
}
