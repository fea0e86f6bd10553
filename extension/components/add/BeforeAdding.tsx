import type { Mode } from '../../../shared/allowlist.ts';
import { wordList, wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface BeforeAddingProps {
  /** The present mode of the list. */
  readonly mode: Mode;
  /** This browser's addresses that will not be on the list. */
  readonly unlisted: readonly string[];
  /** Adds this browser's own addresses to the form. Absent if the form can't take them. */
  readonly onAddOwn?: (() => void) | undefined;
}

/** Says before an addition what it means for everyone (R12) and for this browser (R18). */
export function BeforeAdding({ mode, unlisted, onAddOwn }: BeforeAddingProps) {
  return (
    <Notice tone={mode === 'off' ? 'warn' : 'off'}>
      <p>{t(CONSEQUENCES[mode])}</p>
      {unlisted.length > 0 && (
        <p>
          {wordSentences(wordUnlisted(mode, unlisted), onAddOwn ? '' : t('add.ownSeparately'))}
          {onAddOwn && (
            <>
              {' '}
              <Button kind="link" onClick={onAddOwn}>
                {t('add.ownAdd', unlisted.length)}
              </Button>
            </>
          )}
        </p>
      )}
    </Notice>
  );
}

const CONSEQUENCES = {
  off: 'start.either',
  enforce: 'add.staysOn',
  observe: 'add.observes',
} as const satisfies Record<Mode, string>;

function wordUnlisted(mode: Mode, unlisted: readonly string[]): string {
  const addresses: [string] = [wordList(unlisted)];
  switch (mode) {
    case 'off':
      return t('add.ownTurnsOn', unlisted.length, addresses);
    case 'enforce':
      return t('add.ownStaysOn', unlisted.length, addresses);
    case 'observe':
      return t('add.ownObserves', unlisted.length, addresses);
  }
}
