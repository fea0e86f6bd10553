import { wordFacts, wordSentences } from '../../wording/series.ts';
import { wordDate, wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import type { Flaw } from '../add/judge-values.ts';
import { Noteworthy } from '../add/Noteworthy.tsx';
import { SpokenSummary } from '../add/SpokenSummary.tsx';
import { wordFlaw } from '../add/word-flaw.ts';
import { Notice } from '../Notice.tsx';
import { BadRows } from './BadRows.tsx';
import type { ImportRows } from './import-row.ts';
import type { ImportPlan, PlannedEntry } from './plan-import.ts';
import { RowList, type ShownRow } from './RowList.tsx';
import { wordPlace, wordTogether } from './word-import.ts';

interface ImportPreviewProps {
  readonly plan: ImportPlan;
  readonly from: ImportRows;
  readonly limit: number;
  readonly leftOut: boolean;
  readonly onLeaveOut: (leftOut: boolean) => void;
}

/** What an import would do, before it does anything. */
export function ImportPreview({ plan, from, limit, leftOut, onLeaveOut }: ImportPreviewProps) {
  const { added, present, bad, together } = plan;
  const summary = summarizeImport(plan);
  return (
    <>
      <p>{summary}</p>
      <SpokenSummary text={summary} />
      {bad.length > 0 && (
        <BadRows bad={bad} countedBy={from.countedBy} leftOut={leftOut} onLeaveOut={onLeaveOut} />
      )}
      {together !== null && <Notice tone="no">{wordTogether(plan, limit)}</Notice>}
      {added.length > 0 && (
        <RowList title={t('transfer.added')} open items={added} show={showPlanned} />
      )}
      {present.length > 0 && (
        <RowList
          title={t('transfer.present')}
          items={present}
          show={(flaw) => showPresent(flaw, from.countedBy)}
        />
      )}
      {from.ignored.length > 0 && (
        <p class="small soft">{t('transfer.ignored', [from.ignored.join(', ')])}</p>
      )}
      <Noteworthy sound={added} />
    </>
  );
}

function summarizeImport({ added, present, bad, room }: ImportPlan): string {
  const count = ({ length }: readonly unknown[]): [string] => [wordNumber(length)];
  return wordSentences(
    t('transfer.canAdd', added.length, count(added)),
    present.length === 0 ? '' : t('transfer.skipped', present.length, count(present)),
    bad.length === 0 ? '' : t('transfer.bad', bad.length, count(bad)),
    t('transfer.room', room, [wordNumber(room)]),
  );
}

function showPlanned({ line, value, entry }: PlannedEntry): ShownRow {
  const expiry = entry.expiresAt ? t('transfer.until', [wordDate(entry.expiresAt)]) : '';
  return { key: line, value, note: wordFacts(entry.remark, expiry) };
}

function showPresent(flaw: Flaw, countedBy: ImportRows['countedBy']): ShownRow {
  const { line, text, why } = flaw;
  const note =
    why.kind === 'repeated'
      ? t('transfer.repeated', [wordPlace(countedBy, why.line)])
      : wordFlaw(flaw);
  return { key: line, value: text, note };
}
