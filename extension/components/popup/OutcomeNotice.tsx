import type { Mode } from '../../../shared/allowlist.ts';
import type { Change } from '../../../shared/api.ts';
import type { Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { wordWarnings } from '../../wording/warning.ts';
import { Notice } from '../Notice.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';

interface OutcomeProps {
  readonly trouble: Trouble | null;
  readonly endpoint: string;
  readonly knownAt: number;
  /** What there is to do was another thing once everything had been read. */
  readonly hasMoved: boolean;
  /** Of the list as it is. */
  readonly mode: Mode;
  /** Of the last change, while the list is as it made it. */
  readonly warnings: Change['warnings'];
  readonly onRetry: () => void;
  readonly onOptions: () => void;
}

/** How the last thing went, below what was clicked so that nothing moves away from under the pointer. */
export function OutcomeNotice(props: OutcomeProps) {
  const { trouble, endpoint, knownAt, hasMoved, mode, warnings, onRetry, onOptions } = props;
  return (
    <div class="outcome stack">
      {trouble && (
        <TroubleNotice
          trouble={trouble}
          endpoint={endpoint}
          knownAt={knownAt}
          onRetry={onRetry}
          onOptions={onOptions}
        />
      )}
      {hasMoved && (
        <Notice tone="warn" live="alert">
          {t('popup.moved')}
        </Notice>
      )}
      {wordOwn(warnings, mode).map((text) => (
        <Notice key={text} tone="warn" live="status">
          {text}
        </Notice>
      ))}
    </div>
  );
}

/** The popup has words of its own for what it causes most. */
function wordOwn(warnings: Change['warnings'], mode: Mode): string[] {
  const own = warnings.flatMap(({ code, value = '' }) => {
    if (code === 'allowlist-on') return mode === 'observe' ? t('add.observes') : t('popup.isOn');
    return code === 'own-address-not-listed' ? t('popup.ownNotListed', [value]) : [];
  });
  return [...own, ...wordWarnings(warnings, mode, 'after')];
}
