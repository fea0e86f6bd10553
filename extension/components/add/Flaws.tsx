import { useMemo } from 'preact/hooks';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import type { Flaw } from './judge-values.ts';
import { findRewrite } from './mend-values.ts';
import { wordFlaw } from './word-flaw.ts';

/** More of them would bury the form; the count says how many there are. */
const SHOWN = 5;

export type Replacements = ReadonlyMap<number, readonly string[]>;

interface FlawsProps {
  readonly flaws: readonly Flaw[];
  /** Puts other lines in the place of some. */
  readonly onReplace: (replacements: Replacements) => void;
}

/** Each bad line by its number, with what is wrong, the right form, and the mend. */
export function Flaws({ flaws, onReplace }: FlawsProps) {
  const shown = flaws.slice(0, SHOWN);
  const rewrites = useMemo(() => rewritesOf(flaws), [flaws]);
  return (
    <Notice tone="no">
      <ul class="judged">
        {shown.map((flaw) => (
          <li key={flaw.line}>
            <FlawedLine flaw={flaw} onReplace={onReplace} />
          </li>
        ))}
        {flaws.length > SHOWN && <li>{t('add.moreBad', flaws.length - SHOWN)}</li>}
      </ul>
      {rewrites.size > 1 && (
        <Button kind="link" onClick={() => onReplace(rewrites)}>
          {t('add.writeAll', rewrites.size)}
        </Button>
      )}
      {flaws.length > 1 && (
        <Button kind="link" onClick={() => onReplace(new Map(flaws.map(({ line }) => [line, []])))}>
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
    <>
      {t('add.line', [line])} <strong class="mono">{text}</strong>
      <br />
      {wordFlaw(flaw)}
      <br />
      {rewrite && (
        <Button kind="link" onClick={() => onReplace(new Map([[line, rewrite]]))}>
          {rewrite.length > 1 ? t('add.split') : t('add.write', [rewrite.join()])}
        </Button>
      )}
      <Button kind="link" onClick={() => onReplace(new Map([[line, []]]))}>
        {t('add.leaveOut', [line])}
      </Button>
    </>
  );
}

function rewritesOf(flaws: readonly Flaw[]): Replacements {
  return new Map(
    flaws.flatMap((flaw) => {
      const rewrite = findRewrite(flaw);
      return rewrite === null ? [] : [[flaw.line, rewrite] as const];
    }),
  );
}
