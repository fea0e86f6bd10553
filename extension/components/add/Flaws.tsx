import { useMemo } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { Flaw } from './judge-values.ts';
import { findRewrite, type Replacement } from './mend-values.ts';
import { wordFlaw } from './word-flaw.ts';

/** The largest number of flaws to show. More would push the form out of sight. The summary gives the full number. */
const SHOWN = 5;

interface FlawsProps {
  readonly flaws: readonly Flaw[];
  readonly onReplace: (replacements: readonly Replacement[]) => void;
}

/** Lists the wrong lines, grouped by what is wrong. Each has its number, its text and a proposed correction. */
export function Flaws({ flaws, onReplace }: FlawsProps) {
  const kinds = useMemo(() => [...Map.groupBy(flaws.slice(0, SHOWN), wordFlaw)], [flaws]);
  const mends = useMemo(() => flaws.filter(({ why }) => why.kind === 'mend'), [flaws]);
  return (
    <Notice tone="no">
      <ul class="judged">
        {kinds.map(([wording, alike]) => (
          <li key={wording}>
            {wording}
            {alike.map((flaw) => (
              <FlawedLine key={`${flaw.line} ${flaw.text}`} flaw={flaw} onReplace={onReplace} />
            ))}
          </li>
        ))}
        {flaws.length > SHOWN && <li>{t('add.moreBad', flaws.length - SHOWN)}</li>}
      </ul>
      {mends.length > 1 && (
        <Button
          kind="link"
          onClick={() => onReplace(mends.map((flaw) => replace(flaw, findRewrite(flaw))))}
        >
          {t('add.writeAll', mends.length)}
        </Button>
      )}
      {flaws.length > 1 && (
        <Button kind="link" onClick={() => onReplace(flaws.map((flaw) => replace(flaw, null)))}>
          {t('add.leaveAllOut', flaws.length)}
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
