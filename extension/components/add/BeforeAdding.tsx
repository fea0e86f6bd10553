import type { Mode } from '../../../shared/allowlist.ts';
import { t } from '../../translate.ts';
import { wordList, wordSentences } from '../../wording/series.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface BeforeAddingProps {
  readonly mode: Mode;
  /** This browser's addresses that will not be on the list. */
  readonly unlisted: readonly string[];
  /** Absent where they can't be added along. */
  readonly onAddOwn?: (() => void) | undefined;
}

/** What adding means for everyone (R12), and for this browser (R18): said before it is done. */
export function BeforeAdding({ mode, unlisted, onAddOwn }: BeforeAddingProps) {
  return (
    <Notice tone={mode === 'off' ? 'warn' : 'off'}>
      <p>{wordConsequence(mode)}</p>
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

function wordConsequence(mode: Mode): string {
  switch (mode) {
    case 'off':
      return t('add.turnsOn');
    case 'enforce':
      return t('add.staysOn');
    case 'observe':
      return t('add.observes');
  }
}

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
