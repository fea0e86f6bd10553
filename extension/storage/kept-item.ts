/** One value in WXT's storage, and what stands for it while there is none. */
import { storage, type WxtStorageItem, type WxtStorageItemOptions } from 'wxt/utils/storage';
import { isRecord, type Shape } from '../model/shape.ts';

export interface KeptItem<Value, Given = Value> {
  getValue(): Promise<Value>;
  setValue(value: Given): Promise<void>;
  removeValue(): Promise<void>;
  /** Calls on each change, from whatever context; what is returned ends it. */
  watch(changed: (value: Value) => void): () => void;
}

/** Makes a value of what lies in the storage: nothing yet, or what another version may have put there. */
type Read<Value> = (kept: unknown) => Value;

/** The whole, where it has the shape; else what stands for it. */
export function whole<Value>(isValue: Shape<Value>, fallback: Value): Read<Value> {
  return (kept) => (isValue(kept) ? kept : fallback);
}

/** The items of a list that have the shape: one that has not takes none of the others with it. */
export function eachOf<Item>(isItem: Shape<Item>): Read<readonly Item[]> {
  return (kept) => (Array.isArray(kept) ? kept.filter(isItem) : []);
}

/** The same for values by name. */
export function eachByName<Item>(isItem: Shape<Item>): Read<Readonly<Record<string, Item>>> {
  return (kept) => {
    const all = isRecord(kept) ? Object.entries(kept) : [];
    return Object.fromEntries(all.filter((pair): pair is [string, Item] => isItem(pair[1])));
  };
}

/** A change of a form raises its version, and brings a migration from the version before. */
type Versions = Pick<WxtStorageItemOptions<unknown>, 'version' | 'migrations'>;

/** The forms of 0.2.0 and of every release since: no version stood beside them. */
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

/** Defined at its first use, once in a context: WXT reads an item as soon as it is defined. */
function define(key: string, versions: Versions) {
  const item = defined.get(key) ?? storage.defineItem<unknown>(`local:${key}`, versions);
  defined.set(key, item);
  return item;
}
