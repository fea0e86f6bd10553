/** The fields of a value that was sent as JSON. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** Returns the fields of an object. It is undefined for any other value. */
export function findFields(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : undefined;
}

/** Returns the fields of an object, and no fields for any other value. */
export function fieldsOf(value: unknown): Fields {
  return findFields(value) ?? NONE;
}
