import { t } from '../../wording/translate.ts';
import type { Flaw } from '../add/judge-values.ts';
import { findRewrite } from '../add/mend-values.ts';
import { wordFlaw } from '../add/word-flaw.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { RowList } from './RowList.tsx';

interface MendsProps {
  readonly mends: readonly Flaw[];
  readonly mended: boolean;
  readonly onMend: (mended: boolean) => void;
}

/** What is written otherwise than Sendgate writes it: what it was, and what it becomes once that is said to be meant. */
export function Mends({ mends, mended, onMend }: MendsProps) {
  return (
    <Notice tone={mended ? 'off' : 'warn'}>
      <RowList
        title={t('list.mends', mends.length)}
        open={!mended}
        items={mends}
        show={(flaw) => ({
          value: flaw.text,
          note: `→ ${findRewrite(flaw) ?? ''} · ${wordFlaw(flaw)}`,
        })}
      />
      <Button kind="link" onClick={() => onMend(!mended)}>
        {mended ? t('list.undo') : t('add.writeAll', mends.length)}
      </Button>
    </Notice>
  );
}
