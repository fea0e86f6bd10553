import type { Checked } from '../model/checked.ts';
import { wordReason } from '../wording/reason.ts';
import { t } from '../wording/translate.ts';
import { showVerdict } from '../wording/verdict.ts';
import { Chip } from './Chip.tsx';

interface VerdictLineProps extends Pick<Checked, 'verdict' | 'reason'> {
  readonly entry: Pick<NonNullable<Checked['entry']>, 'value' | 'remark'> | null;
}

/** Shows the verdict in a word, and then the reason with the entry. */
export function VerdictLine({ verdict, reason, entry }: VerdictLineProps) {
  return (
    <p>
      <Chip {...showVerdict({ verdict, reason })} /> {wordReason(reason, entry?.value)}
      {entry && entry.remark !== '' && (
        <span class="soft"> {t('addressTest.remark', [entry.remark])}</span>
      )}
    </p>
  );
}
