interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly word: (value: Value) => string;
  readonly onChange: (value: Value) => void;
}

/** A choice of one from a few, for use in a bar. It looks like the text beside it. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, values, word, onChange } = props;
  return (
    <select
      class="order"
      aria-label={label}
      value={value}
      onChange={(event) => {
        const chosen = values.find((name) => name === event.currentTarget.value);
        if (chosen !== undefined) onChange(chosen);
      }}
    >
      {values.map((name) => (
        <option key={name} value={name}>
          {word(name)}
        </option>
      ))}
    </select>
  );
}
