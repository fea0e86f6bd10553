/** One value in the browser's storage, and what stands for it while there is none. */
import { browser } from 'wxt/browser';
import { isRecord, type Shape } from '../model/shape.ts';

export interface StoredItem<Value, Given = Value> {
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

export function storedItem<Value>(key: string, read: Read<Value>): StoredItem<Value> {
  return {
    async getValue() {
      const kept = await browser.storage.local.get(key);
      return read(kept[key]);
    },
    setValue: (value) => browser.storage.local.set({ [key]: value }),
    removeValue: () => browser.storage.local.remove(key),
    watch(changed) {
      const listen = (changes: Readonly<Record<string, { readonly newValue?: unknown }>>) => {
        const change = changes[key];
        if (change) changed(read(change.newValue));
      };
      browser.storage.local.onChanged.addListener(listen);
      return () => browser.storage.local.onChanged.removeListener(listen);
    },
  };
}

/** By key: what was last read or written. */
const known = new Map<string, { readonly text: string; readonly value: unknown }>();

/** How a long value becomes a text, and a value again; whatever comes of that is checked. */
interface TextForm<Value> {
  readonly write: (value: Value) => string;
  readonly read: (text: string) => unknown;
}

/**
 * For what is long. It lies there as one text: a tree of thousands of objects takes a browser a second, each way and
 * for each page that watches. What has not changed since it was last read or written is the same object still.
 */
export function storedText<Value>(
  key: string,
  isValue: Shape<Value>,
  { write, read }: TextForm<Value> = { write: JSON.stringify, read: JSON.parse },
): StoredItem<Value | null, Value> {
  const item = storedItem<unknown>(key, (kept) => kept);
  const remember = (text: string, make: () => Value | null) => {
    const before = known.get(key);
    if (before?.text === text) return before.value as Value | null;
    const value = make();
    known.set(key, { text, value });
    return value;
  };
  const parse = (text: string): Value | null => {
    try {
      const value = read(text);
      return isValue(value) ? value : null;
    } catch {
      return null;
    }
  };
  const find = (kept: unknown) =>
    typeof kept === 'string' ? remember(kept, () => parse(kept)) : null;
  return {
    getValue: async () => find(await item.getValue()),
    setValue(value) {
      const text = write(value);
      remember(text, () => value);
      return item.setValue(text);
    },
    removeValue: item.removeValue,
    watch: (changed) => item.watch((kept) => changed(find(kept))),
  };
}
