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
  /** True if the state had changed by the time everything was read, so that another action was due. */
  readonly hasMoved: boolean;
  /** The present mode of the list. */
  readonly mode: Mode;
  /** The warnings of the last change, as long as the list has the revision of that change. */
  readonly warnings: Change['warnings'];
  readonly onRetry: () => void;
  readonly onOptions: () => void;
  readonly onToken: () => void;
}

/**
 * Shows the result of the last action. It stands below the button, so that nothing moves away from under the pointer.
 */
export function OutcomeNotice(props: OutcomeProps) {
  const { trouble, endpoint, knownAt, hasMoved, mode, warnings, onRetry } = props;
  const { onOptions, onToken } = props;
  return (
    <div class="outcome stack">
      {trouble && (
        <TroubleNotice
          trouble={trouble}
          endpoint={endpoint}
          isMain
          knownAt={knownAt}
          onRetry={onRetry}
          onOptions={onOptions}
          onToken={onToken}
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

/** The popup has its own words for the warnings that it causes most often. */
function wordOwn(warnings: Change['warnings'], mode: Mode): string[] {
  const own = warnings.flatMap(({ code, value = '' }) => {
    if (code === 'allowlist-on') return mode === 'observe' ? t('add.observes') : t('popup.isOn');
    return code === 'own-address-not-listed' ? t('popup.ownNotListed', [value]) : [];
  });
  return [...own, ...wordWarnings(warnings, mode, 'after')];
}
