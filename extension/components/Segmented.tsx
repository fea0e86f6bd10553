import { useId } from 'preact/hooks';

interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly disabled?: boolean;
  readonly onChange: (value: Value) => void;
}

/** A choice of one from a few, side by side. It uses radio buttons, so the arrow keys work. */
export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset class="field" disabled={props.disabled ?? false}>
      <legend>{props.label}</legend>
      <div class="segmented">
        {props.options.map(({ value, text }) => (
          <label key={value}>
            <input
              type="radio"
              class="unseen"
              name={name}
              value={value}
              checked={value === props.value}
              onChange={() => props.onChange(value)}
            />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
