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

/**
 * Lists values in another spelling than Sendgate's: each value as it was written, and as it will be added once the
 * person confirms it.
 */
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
