/** Takes of a value what is as a schema has it, and names the rest. Pure. */
import type { PolicyFlaw } from './policy.ts';
import type { PolicySchema, TextFormat } from './policy-schema.ts';
import { isRecord, isText } from './shape.ts';

export interface Fitting {
  readonly note: (pointer: string, wanted: PolicyFlaw['wanted']) => undefined;
  /** A text as it is written elsewhere here; undefined where it is none of that kind. */
  readonly formats: Readonly<Record<TextFormat, (text: string) => string | undefined>>;
}

/**
 * Returns the parts of a value that fit the schema, or undefined if none can be used. A wrong part is left out alone.
 * If it was required, the object that needs it is left out, too.
 */
export function fitSchema(
  value: unknown,
  schema: PolicySchema,
  fitting: Fitting,
  at = '',
): unknown {
  const { note } = fitting;
  switch (schema.type) {
    case 'string':
      return isText(value) ? fitText(value, schema, fitting, at) : note(at, 'string');
    case 'array':
      if (!Array.isArray(value)) return note(at, 'array');
      return value
        .map((item, index) => fitSchema(item, schema.items, fitting, `${at}/${index}`))
        .filter((item) => item !== undefined);
    case 'object':
      return isRecord(value) ? fitFields(value, schema, fitting, at) : note(at, 'object');
  }
}

function fitText(
  text: string,
  { enum: choices, format }: Extract<PolicySchema, { type: 'string' }>,
  { note, formats }: Fitting,
  at: string,
): unknown {
  if (choices && !choices.includes(text)) return note(at, 'choice');
  return format === undefined ? text : (formats[format](text) ?? note(at, format));
}

function fitFields(
  fields: Readonly<Record<string, unknown>>,
  { properties, required = [] }: Extract<PolicySchema, { type: 'object' }>,
  fitting: Fitting,
  at: string,
): unknown {
  const { note } = fitting;
  for (const name of Object.keys(fields)) {
    // A field too many may be a token that somebody has put there.
    if (!Object.hasOwn(properties, name)) note(pointerTo(at, name), 'known-field');
  }
  const missing = required.filter((name) => fields[name] === undefined);
  for (const name of missing) note(pointerTo(at, name), 'present');
  const kept = Object.entries(properties).flatMap(([name, schema]) => {
    const given = fields[name];
    const value =
      given === undefined ? undefined : fitSchema(given, schema, fitting, pointerTo(at, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  const result = Object.fromEntries(kept);
  return required.every((name) => Object.hasOwn(result, name)) ? result : undefined;
}

/** A name's own signs are written as a JSON Pointer has them (RFC 6901). */
function pointerTo(at: string, name: string): string {
  return `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
