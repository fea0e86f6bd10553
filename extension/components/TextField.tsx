import type { ComponentChildren, Ref } from 'preact';
import { Field, type FieldProps } from './Field.tsx';

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly ref?: Ref<HTMLInputElement>;
  readonly class?: 'input mono';
  readonly type?: 'text' | 'search' | 'password' | 'datetime-local';
  readonly inputMode?: 'numeric' | 'url';
  readonly maxLength?: number;
  readonly placeholder?: string;
  readonly value: string;
  /** True if every character counts, so that the browser must not correct the text. */
  readonly exact?: boolean;
  /** Shown in the same row as the field. */
  readonly beside?: ComponentChildren;
  readonly onInput: (text: string) => void;
}

const EXACT = { autocapitalize: 'off', spellcheck: false } as const;

/** A single line of text with its label. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, exact, beside, type = 'text', onInput, ...control } = props;
  return (
    <Field label={label} hint={hint} error={error}>
      {(attributes) => {
        const input = (
          <input
            // Preact has separate types for each kind of input. The attributes used here exist for all of them.
            type={type as 'text'}
            class="input"
            autocomplete="off"
            {...(exact && EXACT)}
            {...control}
            {...attributes}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
        );
        if (!beside) return input;
        return (
          <div class="row">
            {input}
            {beside}
          </div>
        );
      }}
    </Field>
  );
}
