import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { ImportRows } from './import-row.ts';
import type { BadRow } from './plan-import.ts';
import { wordBadRow, wordPlace } from './word-import.ts';

const SHOWN = 5;

interface BadRowsProps {
  readonly bad: readonly BadRow[];
  readonly countedBy: ImportRows['countedBy'];
  readonly leftOut: boolean;
  readonly onLeaveOut: (leftOut: boolean) => void;
}

/** What can't be added, each by its line with what is wrong; nothing is imported until they are left out or put right. */
export function BadRows({ bad, countedBy, leftOut, onLeaveOut }: BadRowsProps) {
  const more = bad.length - SHOWN;
  return (
    <Notice tone={leftOut ? 'off' : 'no'}>
      {leftOut && <p>{t('transfer.leftOut', bad.length, [wordNumber(bad.length)])}</p>}
      <ul class="judged">
        {bad.slice(0, SHOWN).map((badRow) => (
          <li key={badRow.row.number}>
            {wordPlace(countedBy, badRow.row.number)}{' '}
            <strong class="mono">{badRow.row.value}</strong>
            <br />
            {wordBadRow(badRow)}
          </li>
        ))}
        {more > 0 && <li>{t('transfer.more', more, [wordNumber(more)])}</li>}
      </ul>
      <Button kind="link" onClick={() => onLeaveOut(!leftOut)}>
        {leftOut
          ? t('transfer.takeBack')
          : t('transfer.leaveOut', bad.length, [wordNumber(bad.length)])}
      </Button>
    </Notice>
  );
}
