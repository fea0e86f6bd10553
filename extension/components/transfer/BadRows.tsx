import { useMemo } from 'preact/hooks';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { findRewrite, type Replacement } from '../add/mend-values.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { BadRow } from './plan-import.ts';
import { wordBadRow } from './word-import.ts';

const SHOWN_KINDS = 5;
const SHOWN_LINES = 3;

interface BadRowsProps {
  readonly bad: readonly BadRow[];
  readonly leftOut: boolean;
  readonly onLeaveOut: (leftOut: boolean) => void;
  readonly onReplace: (replacements: readonly Replacement[]) => void;
}

/**
 * Lists the lines that can't be added, with what is wrong. Nothing is imported until they are left out or corrected.
 */
export function BadRows({ bad, leftOut, onLeaveOut, onReplace }: BadRowsProps) {
  const kinds = useMemo(() => [...Map.groupBy(bad, wordBadRow)], [bad]);
  const more = kinds.slice(SHOWN_KINDS).reduce((sum, [, alike]) => sum + alike.length, 0);
  return (
    <Notice tone={leftOut ? 'off' : 'no'}>
      {leftOut && <p>{t('transfer.leftOut', bad.length, [wordNumber(bad.length)])}</p>}
      <ul class="judged">
        {kinds.slice(0, SHOWN_KINDS).map(([wording, alike]) => (
          <li key={wording}>
            {wording}
            {alike.slice(0, SHOWN_LINES).map((badRow) => (
              <BadLine
                key={`${badRow.line} ${badRow.text}`}
                badRow={badRow}
                onReplace={onReplace}
              />
            ))}
            {alike.length > SHOWN_LINES && (
              <div>{t('add.moreLike', alike.length - SHOWN_LINES)}</div>
            )}
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

function BadLine({
  badRow: { line, text, why },
  onReplace,
}: { readonly badRow: BadRow } & Pick<BadRowsProps, 'onReplace'>) {
  const rewrite = 'fault' in why ? null : findRewrite(why);
  return (
    <div>
      {t('add.line', [line])} <strong class="mono">{text}</strong>{' '}
      {rewrite !== null && (
        <Button kind="link" onClick={() => onReplace([{ line, text, by: rewrite }])}>
          {t('add.write', [rewrite])}
        </Button>
      )}
    </div>
  );
}
