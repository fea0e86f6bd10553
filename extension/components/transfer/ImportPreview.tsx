import { useMemo } from 'preact/hooks';
import type { Ignored } from '../../../shared/read-list/found.ts';
import { wordFacts, wordSentences } from '../../wording/series.ts';
import { wordDate, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import type { Flaw } from '../add/judge-values.ts';
import type { Replacement } from '../add/mend-values.ts';
import { Noteworthy } from '../add/Noteworthy.tsx';
import { SpokenSummary } from '../add/SpokenSummary.tsx';
import { wordFlaw } from '../add/word-flaw.ts';
import { Notice } from '../Notice.tsx';
import { BadRows } from './BadRows.tsx';
import { Mends } from './Mends.tsx';
import type { ImportPlan, PlannedEntry } from './plan-import.ts';
import { RowList, type ShownRow } from './RowList.tsx';
import { wordTogether } from './word-import.ts';

interface ImportPreviewProps {
  readonly plan: ImportPlan;
  /** The parts that were skipped, such as comments. */
  readonly ignored: readonly Ignored[];
  readonly limit: number;
  readonly leftOut: boolean;
  readonly onLeaveOut: (leftOut: boolean) => void;
  readonly mended: boolean;
  readonly onMend: (mended: boolean) => void;
  readonly onReplace: (replacements: readonly Replacement[]) => void;
}

/** Shows what an import would do, before it does anything. */
export function ImportPreview(props: ImportPreviewProps) {
  const { plan, limit, leftOut, mended } = props;
  const { added, present, mends, bad, together } = plan;
  const ignored = props.ignored.filter(({ why }) => why !== 'heading' && why !== 'syntax');
  const live = useMemo(() => added.filter(({ hasExpired }) => !hasExpired), [added]);
  const summary = summarizeImport(plan);
  return (
    <>
      <p>{summary}</p>
      <SpokenSummary text={summary} />
      {bad.length > 0 && (
        <BadRows
          bad={bad}
          leftOut={leftOut}
          onLeaveOut={props.onLeaveOut}
          onReplace={props.onReplace}
        />
      )}
      {mends.length > 0 && <Mends mends={mends} mended={mended} onMend={props.onMend} />}
      {together !== null && <Notice tone="no">{wordTogether(plan, limit)}</Notice>}
      {added.length > 0 && (
        <RowList title={t('transfer.added')} open items={added} show={showPlanned} />
      )}
      {present.length > 0 && (
        <RowList title={t('transfer.present')} items={present} show={showPresent} />
      )}
      {ignored.length > 0 && (
        <RowList title={t('list.ignored', ignored.length)} items={ignored} show={showIgnored} />
      )}
      <Noteworthy sound={live} />
    </>
  );
}

function summarizeImport({ added, present, bad, room }: ImportPlan): string {
  const count = ({ length }: readonly unknown[]): [string] => [wordNumber(length)];
  const expired = added.filter(({ hasExpired }) => hasExpired);
  return wordSentences(
    t('transfer.canAdd', added.length, count(added)),
    expired.length === 0 ? '' : t('transfer.expired', expired.length, count(expired)),
    present.length === 0 ? '' : t('transfer.skipped', present.length, count(present)),
    bad.length === 0 ? '' : t('transfer.bad', bad.length, count(bad)),
    t('transfer.room', room, [wordNumber(room)]),
  );
}

function showPlanned({ value, entry, hasExpired }: PlannedEntry): ShownRow {
  const expiry = entry.expiresAt ? wordExpiry(wordDate(entry.expiresAt), hasExpired) : '';
  return { value, note: wordFacts(entry.remark, expiry) };
}

function wordExpiry(date: string, hasExpired: boolean): string {
  return hasExpired ? t('transfer.expiredAt', [date]) : t('transfer.until', [date]);
}

function showPresent(flaw: Flaw): ShownRow {
  const { text, why } = flaw;
  const note =
    why.kind === 'repeated' ? t('transfer.repeated', [t('add.line', [why.line])]) : wordFlaw(flaw);
  return { value: text, note };
}

const WHY_IGNORED = {
  comment: 'list.comment',
  off: 'list.off',
  default: 'list.default',
  text: 'list.text',
  heading: 'list.text',
  syntax: 'list.text',
} as const satisfies Record<Ignored['why'], string>;

function showIgnored({ line, text, why }: Ignored): ShownRow {
  return { value: text, note: wordFacts(t('add.line', [line]), t(WHY_IGNORED[why])) };
}
