import { useMemo } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { countFlawedLines, type Flaw } from './judge-values.ts';
import { findRewrite, type Replacement } from './mend-values.ts';
import { wordFlaw } from './word-flaw.ts';

/** More of them would bury the form; the counts say how many there are. */
const SHOWN_KINDS = 5;
const SHOWN_LINES = 3;

interface FlawsProps {
  readonly flaws: readonly Flaw[];
  readonly onReplace: (replacements: readonly Replacement[]) => void;
}

/** Lists the wrong lines, grouped by what is wrong. Each has its number, its text and a proposed correction. */
export function Flaws({ flaws, onReplace }: FlawsProps) {
  const kinds = useMemo(() => [...Map.groupBy(flaws, wordFlaw)], [flaws]);
  const more = countFlawedLines(kinds.slice(SHOWN_KINDS).flatMap(([, alike]) => alike));
  const lines = countFlawedLines(flaws);
  const mends = useMemo(() => flaws.filter(({ why }) => why.kind === 'mend'), [flaws]);
  return (
    <Notice tone="no">
      <ul class="judged">
        {kinds.slice(0, SHOWN_KINDS).map(([wording, alike]) => (
          <li key={wording}>
            {wording}
            {alike.slice(0, SHOWN_LINES).map((flaw) => (
              <FlawedLine key={`${flaw.line} ${flaw.text}`} flaw={flaw} onReplace={onReplace} />
            ))}
            {alike.length > SHOWN_LINES && (
              <div>{t('add.moreLike', alike.length - SHOWN_LINES)}</div>
            )}
          </li>
        ))}
        {more > 0 && <li>{t('add.moreBad', more)}</li>}
      </ul>
      {mends.length > 1 && (
        <Button
          kind="link"
          onClick={() => onReplace(mends.map((flaw) => replace(flaw, findRewrite(flaw))))}
        >
          {t('add.writeAll', countFlawedLines(mends))}
        </Button>
      )}
      {lines > 1 && (
        <Button kind="link" onClick={() => onReplace(flaws.map((flaw) => replace(flaw, null)))}>
          {t('add.leaveAllOut', lines)}
        </Button>
      )}
    </Notice>
  );
}

function FlawedLine({ flaw, onReplace }: { readonly flaw: Flaw } & Pick<FlawsProps, 'onReplace'>) {
  const { line, text } = flaw;
  const rewrite = findRewrite(flaw);
  return (
    <div>
      {t('add.line', [line])} <strong class="mono">{text}</strong>
      <br />
      {rewrite && (
        <Button kind="link" onClick={() => onReplace([replace(flaw, rewrite)])}>
          {t('add.write', [rewrite])}
        </Button>
      )}
      <Button kind="link" onClick={() => onReplace([replace(flaw, null)])}>
        {t('add.leaveOut', [line])}
      </Button>
    </div>
  );
}

function replace({ line, text }: Flaw, by: string | null): Replacement {
  return { line, text, by };
}
