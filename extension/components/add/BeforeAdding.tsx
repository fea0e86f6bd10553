import type { ListedMode, Mode } from '../../../shared/allowlist.ts';
import { wordList, wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface BeforeAddingProps {
  /** Of the list as it is. */
  readonly mode: Mode;
  /** How it begins, where it is off. */
  readonly start: ListedMode;
  /** This browser's addresses that will not be on the list. */
  readonly unlisted: readonly string[];
  /** Absent where they can't be added along. */
  readonly onAddOwn?: (() => void) | undefined;
}

/** What adding means for everyone (R12), and for this browser (R18): said before it is done. */
export function BeforeAdding({ mode, start, unlisted, onAddOwn }: BeforeAddingProps) {
  const said = mode === 'off' && start === 'observe' ? 'starts-observing' : mode;
  return (
    <Notice tone={said === 'off' ? 'warn' : 'off'}>
      <p>{wordConsequence(said)}</p>
      {unlisted.length > 0 && (
        <p>
          {wordSentences(wordUnlisted(said, unlisted), onAddOwn ? '' : t('add.ownSeparately'))}
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

/** A list that is off is turned on, unless it begins by observing. */
type Beginning = Mode | 'starts-observing';

const CONSEQUENCES = {
  'starts-observing': 'start.observes',
  off: 'add.turnsOn',
  enforce: 'add.staysOn',
  observe: 'add.observes',
} as const satisfies Record<Beginning, string>;

function wordConsequence(mode: Beginning): string {
  return t(CONSEQUENCES[mode]);
}

function wordUnlisted(mode: Beginning, unlisted: readonly string[]): string {
  const addresses: [string] = [wordList(unlisted)];
  switch (mode) {
    case 'off':
      return t('add.ownTurnsOn', unlisted.length, addresses);
    case 'enforce':
      return t('add.ownStaysOn', unlisted.length, addresses);
    case 'observe':
    case 'starts-observing':
      return t('add.ownObserves', unlisted.length, addresses);
  }
}
