/** Values that match a schema, and values that nearly do. */
import type { Contract, Schema } from './contract.ts';
import { hostileValue, NAMES } from './hostile-values.ts';
import type { Random } from './random.ts';

/** Meaningful values by the name of their field. One of a path may have the folder before it: `tokens/id`. */
export type Vocabulary = Readonly<Record<string, readonly unknown[]>>;

export class SchemaValues {
  readonly #contract: Contract;
  readonly #vocabulary: Vocabulary;

  constructor(contract: Contract, vocabulary: Vocabulary) {
    this.#contract = contract;
    this.#vocabulary = vocabulary;
  }

  valid(schema: Schema, name: string, random: Random): unknown {
    const resolved = this.#contract.resolve(schema);
    const shapes = resolved.anyOf ?? resolved.oneOf;
    if (shapes) return this.valid(random.pick(shapes), name, random);
    if (resolved.const !== undefined) return resolved.const;
    if (resolved.enum) return random.pick(resolved.enum);
    const type = Array.isArray(resolved.type) ? random.pick(resolved.type) : resolved.type;
    switch (type) {
      case 'object':
        return this.#object(resolved, random);
      case 'array': {
        const items = resolved.items ?? {};
        const length = random.oneIn(4) ? random.below(4) : 1;
        return Array.from({ length }, () => this.valid(items, name, random));
      }
      case 'string':
        return this.#text(resolved, name, random);
      case 'integer':
      case 'number': {
        const words = this.#words(name);
        if (words && words.length > 0) return random.pick(words);
        const { minimum = 0, maximum = 100 } = resolved;
        return minimum + random.below(Math.min(maximum - minimum + 1, 1_000));
      }
      case 'boolean':
        return random.oneIn(2);
      default:
        return null;
    }
  }

  #words(name: string): readonly unknown[] | undefined {
    return this.#vocabulary[name] ?? this.#vocabulary[name.replace(/^.*\//, '')];
  }

  #object({ properties = {}, required = [] }: Schema, random: Random): object {
    const chosen = Object.entries(properties).filter(
      ([name]) => required.includes(name) || random.oneIn(4),
    );
    return Object.fromEntries(
      chosen.map(([name, schema]) => [name, this.valid(schema, name, random)]),
    );
  }

  #text({ format, example }: Schema, name: string, random: Random): unknown {
    const words = this.#words(name);
    if (words && words.length > 0) return random.pick(words);
    if (format === 'date-time')
      return random.pick(['2030-01-31T08:00:00Z', '2020-01-01T00:00:00Z']);
    return example ?? random.pick(['x', 'some text', 'Ünïcode 送信者']);
  }
}

/** Returns the value with one thing wrong in it, at any depth. */
export function breakValue(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.oneIn(12)) return hostileValue(random);
  const copy: object = Array.isArray(value) ? [...value] : { ...value };
  const keys = Object.keys(copy);
  const key = keys.length > 0 && !random.oneIn(4) ? random.pick(keys) : undefined;
  if (key === undefined) {
    // An assignment to __proto__ would add no field.
    define(copy, random.pick(NAMES), hostileValue(random));
  } else if (random.oneIn(6)) {
    Reflect.deleteProperty(copy, key);
  } else {
    define(copy, key, breakValue(Reflect.get(copy, key), random));
  }
  return copy;
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
