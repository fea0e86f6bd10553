/**
 * Checks on values from outside: the answer of an endpoint, or a value that another version has stored. Each check
 * decides whether a value has a type. Small checks are combined into larger ones. They check only the fields that are
 * used and allow other fields. Pure.
 */
import { findAddress } from '../../shared/ip-address.ts';

export type Shape<Value> = (value: unknown) => value is Value;

export const isText: Shape<string> = (value) => typeof value === 'string';

/** Accepts a name of an account. It goes into URLs, and a URL can't hold half of a surrogate pair. */
export const isName: Shape<string> = (value): value is string =>
  isText(value) && value.isWellFormed();

export const isFlag: Shape<boolean> = (value) => typeof value === 'boolean';

export const isInteger: Shape<number> = (value): value is number => Number.isInteger(value);
export const isNumber: Shape<number> = (value) => typeof value === 'number';

/** Accepts a whole number that is not below zero. */
export const isCount: Shape<number> = (value): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Accepts a moment as the API writes it. Any other text would make the code fail that puts the moment into words. */
export const isTime: Shape<string> = (value): value is string =>
  isText(value) && !Number.isNaN(Date.parse(value));

export const isAddress: Shape<string> = (value): value is string =>
  isText(value) && findAddress(value) !== undefined;

export const isUrl: Shape<string> = (value): value is string =>
  isText(value) && URL.canParse(value);

export const isRecord: Shape<Readonly<Record<string, unknown>>> = (
  value,
): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function oneOf<const Value extends string | number | boolean>(
  values: readonly Value[],
): Shape<Value> {
  return (value): value is Value => (values as readonly unknown[]).includes(value);
}

/**
 * Accepts any text as a name from a known set. A newer Worker may have more names, so code that shows one must be
 * ready for a name without words.
 */
export function codeOf<Known extends string>(): Shape<Known> {
  return isText as Shape<string> as Shape<Known>;
}

export function orNull<Value>(isValue: Shape<Value>): Shape<Value | null> {
  return (value): value is Value | null => value === null || isValue(value);
}

export function optional<Value>(isValue: Shape<Value>): Shape<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || isValue(value);
}

export function listOf<Item>(isItem: Shape<Item>): Shape<Item[]> {
  return (value): value is Item[] => Array.isArray(value) && value.every(isItem);
}

export function recordOf<Item>(isItem: Shape<Item>): Shape<Record<string, Item>> {
  return (value): value is Record<string, Item> =>
    isRecord(value) && Object.values(value).every(isItem);
}

type ShapeFields<Value> = { readonly [Name in keyof Value]?: Shape<Value[Name]> };

export function hasFields<Value extends object>(fields: ShapeFields<Value>): Shape<Value> {
  const checks = Object.entries<Shape<unknown>>(fields as Record<string, Shape<unknown>>);
  return (value): value is Value =>
    isRecord(value) && checks.every(([name, isRight]) => isRight(value[name]));
}

export function both<First, Second>(
  isFirst: Shape<First>,
  isSecond: Shape<Second>,
): Shape<First & Second> {
  return (value): value is First & Second => isFirst(value) && isSecond(value);
}
