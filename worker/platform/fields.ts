/** The fields of a value that came as JSON. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = {};

/** Undefined for anything but an object. */
export function findFields(value: unknown): Fields | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? (value as Fields) : undefined;
}

/** None for anything but an object. */
export function fieldsOf(value: unknown): Fields {
  return findFields(value) ?? NONE;
}
