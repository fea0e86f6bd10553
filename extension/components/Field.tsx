import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Says what is wrong with the value. Screen readers speak it when it appears. */
  readonly error?: string | undefined;
  readonly children: (attributes: ControlAttributes) => ComponentChildren;
}

/** A control with its label. Below it is a hint, or what is wrong. */
export function Field({ label, hint, error, children }: FieldProps) {
  const id = useId();
  const below = error !== undefined || hint !== undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        'aria-describedby': below ? `${id}-below` : undefined,
        'aria-invalid': error === undefined ? undefined : true,
      })}
      {below && (
        <div id={`${id}-below`} class="small soft">
          {hint}
          {error !== undefined && (
            <span role="alert" class="field-error">
              ✕ {error}
            </span>
          )}
        </div>
      )}
    </div>
  );
}
