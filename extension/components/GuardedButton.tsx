import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { t } from '../wording/translate.ts';

interface GuardedButtonProps {
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}

/** A button for an act that cuts somebody off. Enter is pressed too easily for that, so it does nothing here. */
export function GuardedButton({ disabled = false, onClick, children }: GuardedButtonProps) {
  const hint = useId();
  const [isHinted, setHinted] = useState(false);
  return (
    <div class="guarded-act">
      <button
        type="button"
        class="button guarded wide"
        disabled={disabled}
        aria-describedby={hint}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          setHinted(true);
        }}
        onClick={onClick}
      >
        {children}
      </button>
      <p id={hint} role="status" class="small soft">
        {isHinted && t('first.notOnEnter')}
      </p>
    </div>
  );
}
