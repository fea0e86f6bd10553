/** The mistakes that people make with a body, for any schema of /openapi.json. */
import type { Document } from './documented.ts';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

export interface Mistake {
  readonly what: string;
  /** The place of the mistake, as a problem names it. */
  readonly pointer: string;
  /** The wrong value; undefined: the field is missing. */
  readonly value: unknown;
}

/**
 * Lists every mistake in the place of a right value. For a union, `value` shows which of the shapes
 * is meant.
 */
export function mistakesIn(
  document: Document,
  schema: Schema,
  value: unknown,
  pointer = '',
): Mistake[] {
  const own = resolve(document, schema);
  const wrong = (what: string, bad: unknown): Mistake => ({ what, pointer, value: bad });
  if (own.anyOf) {
    const shape = own.anyOf.find((one) => fits(resolve(document, one), value));
    if (!shape) throw new Error(`${pointer}: the example is of no shape`);
    return [wrong('no object', 'text'), ...mistakesIn(document, shape, value, pointer)];
  }
  const types = [own.type ?? []].flat();
  // Any value is right here.
  if (types.length === 0) return [];
  const mistakes = types.includes('null') ? [] : [wrong('null', null)];
  if (own.enum) mistakes.push(wrong('no choice', 'no-such-choice'));
  if (types.includes('object'))
    return [...mistakes, ...inObject(document, own, fieldsOf(value), pointer)];
  if (types.includes('array')) return [...mistakes, ...inArray(document, own, value, pointer)];
  if (types.includes('string')) mistakes.push(wrong('a number', 7), ...inText(own, wrong));
  if (types.includes('integer')) mistakes.push(...inNumber(own, wrong));
  if (types.includes('boolean')) mistakes.push(wrong('no truth value', 'yes'));
  return mistakes;
}

function inObject(
  document: Document,
  schema: Schema,
  fields: Readonly<Record<string, unknown>>,
  pointer: string,
): Mistake[] {
  const { properties = {}, required = [], additionalProperties } = schema;
  const missing = required.map((name) => ({
    what: 'missing',
    pointer: `${pointer}/${name}`,
    value: undefined,
  }));
  const unknown = { what: 'unknown', pointer: `${pointer}/noSuchField`, value: 1 };
  return [
    { what: 'a list', pointer, value: [] },
    ...missing,
    ...(additionalProperties === false ? [unknown] : []),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      mistakesIn(document, inner, fields[name], `${pointer}/${name}`),
    ),
  ];
}

function inArray(
  document: Document,
  { items = {}, minItems, maxItems }: Schema,
  value: unknown,
  pointer: string,
): Mistake[] {
  const [first] = Array.isArray(value) ? value : [];
  const mistakes: Mistake[] = [{ what: 'no list', pointer, value: 'text' }];
  if (minItems) mistakes.push({ what: 'too few', pointer, value: [] });
  if (maxItems) {
    const small = withRequired(resolve(document, items), first);
    const many = Array.from({ length: maxItems + 1 }, () => small);
    mistakes.push({ what: 'too many', pointer, value: many });
  }
  return first === undefined
    ? mistakes
    : [...mistakes, ...mistakesIn(document, items, first, `${pointer}/0`)];
}

/** The value with its required fields alone. It is so small that thousands fit into a body. */
function withRequired({ required }: Schema, value: unknown): unknown {
  if (!required) return value;
  const fields = fieldsOf(value);
  return Object.fromEntries(required.map((name) => [name, fields[name]]));
}

function inText(
  { maxLength, minLength, format, pattern, enum: choices }: Schema,
  wrong: (what: string, bad: unknown) => Mistake,
): Mistake[] {
  return [
    ...(maxLength ? [wrong('too long', 'x'.repeat(maxLength + 1))] : []),
    ...(minLength ? [wrong('empty', '')] : []),
    ...(format ? [wrong('no time', 'tomorrow')] : []),
    ...(pattern ? [wrong('of another form', '! !')] : []),
    ...(choices ? [wrong('of another case', String(choices[0]).toUpperCase())] : []),
  ];
}

function inNumber(
  { minimum, maximum }: Schema,
  wrong: (what: string, bad: unknown) => Mistake,
): Mistake[] {
  return [
    wrong('a text', 'many'),
    wrong('a fraction', 7.5),
    ...(minimum === undefined ? [] : [wrong('too small', minimum - 1)]),
    ...(maximum === undefined ? [] : [wrong('too large', maximum + 1)]),
  ];
}

function resolve({ components }: Document, schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (components.schemas[name] as Schema);
}

function fits({ required = [], properties = {} }: Schema, value: unknown): boolean {
  const names = Object.keys(fieldsOf(value));
  return (
    required.every((name) => names.includes(name)) && names.every((name) => name in properties)
  );
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** Returns a copy of the right body with the mistake in it. */
export function withMistake(body: unknown, { pointer, value }: Mistake): unknown {
  const [, ...path] = pointer.split('/');
  return putAt(body, path, value);
}

function putAt(holder: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  if (Array.isArray(holder)) {
    return Object.assign([...holder], { [name]: putAt(holder[Number(name)], rest, value) });
  }
  const fields = fieldsOf(holder);
  return { ...fields, [name]: putAt(fields[name], rest, value) };
}
