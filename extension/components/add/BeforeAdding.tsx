import type { ListedMode, Mode } from '../../../shared/allowlist.ts';
import { wordList, wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';

interface BeforeAddingProps {
  /** The present mode of the list. */
  readonly mode: Mode;
  /** The mode in which the list begins, if it is off now. */
  readonly start: ListedMode;
  /** This browser's addresses that will not be on the list. */
  readonly unlisted: readonly string[];
  /** Adds this browser's own addresses to the form. Absent if the form can't take them. */
  readonly onAddOwn?: (() => void) | undefined;
}

/** Says before an addition what it means for everyone (R12) and for this browser (R18). */
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

/** The mode after the addition. An addition turns on a list that is off, unless the list begins by observing. */
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
