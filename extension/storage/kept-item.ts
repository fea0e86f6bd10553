/** One value in WXT's storage, and the value to use while nothing is stored. */
import { storage, type WxtStorageItem, type WxtStorageItemOptions } from 'wxt/utils/storage';
import { isRecord, type Shape } from '../model/shape.ts';

export interface KeptItem<Value, Given = Value> {
  getValue(): Promise<Value>;
  setValue(value: Given): Promise<void>;
  removeValue(): Promise<void>;
  /** Calls on each change, whichever context made it. The returned function ends the watching. */
  watch(changed: (value: Value) => void): () => void;
}

/** Makes a value from what the storage holds. That may be nothing, or something that another version put there. */
type Read<Value> = (kept: unknown) => Value;

/** Takes the stored value as a whole if it has the right shape, and the fallback if not. */
export function whole<Value>(isValue: Shape<Value>, fallback: Value): Read<Value> {
  return (kept) => (isValue(kept) ? kept : fallback);
}

/** Takes the items of a stored list that have the right shape. A wrong item is left out alone; the others stay. */
export function eachOf<Item>(isItem: Shape<Item>): Read<readonly Item[]> {
  return (kept) => (Array.isArray(kept) ? kept.filter(isItem) : []);
}

/** Does the same as `eachOf`, for values by name. */
export function eachByName<Item>(isItem: Shape<Item>): Read<Readonly<Record<string, Item>>> {
  return (kept) => {
    const all = isRecord(kept) ? Object.entries(kept) : [];
    return Object.fromEntries(all.filter((pair): pair is [string, Item] => isItem(pair[1])));
  };
}

/** A change of the stored form raises its version and brings a migration from the version before. */
type Versions = Pick<WxtStorageItemOptions<unknown>, 'version' | 'migrations'>;

/** The version of the forms that 0.2.0 and later releases store. They stored no version number beside them. */
const FIRST: Versions = { version: 1 };

export function keptItem<Value>(
  key: string,
  read: Read<Value>,
  versions: Versions = FIRST,
): KeptItem<Value> {
  const item = () => define(key, versions);
  return {
    getValue: async () => read(await item().getValue()),
    setValue: (value) => item().setValue(value),
    removeValue: () => item().removeValue({ removeMeta: true }),
    watch: (changed) => item().watch((kept) => changed(read(kept))),
  };
}

const defined = new Map<string, WxtStorageItem<unknown, Record<string, unknown>>>();

/**
 * Defines an item at its first use, once in each context. WXT reads an item as soon as it is defined, so not earlier.
 */
function define(key: string, versions: Versions) {
  const item = defined.get(key) ?? storage.defineItem<unknown>(`local:${key}`, versions);
  defined.set(key, item);
  return item;
}
