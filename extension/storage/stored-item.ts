/** One value in the browser's storage, and what stands for it while there is none. */
import { browser } from 'wxt/browser';

export interface StoredItem<Value, Given = Value> {
  getValue(): Promise<Value>;
  setValue(value: Given): Promise<void>;
  removeValue(): Promise<void>;
  /** Calls on each change, from whatever context; what is returned ends it. */
  watch(changed: (value: Value) => void): () => void;
}

/** Nothing of another type is ever under its key: settings from elsewhere are parsed before they are kept. */
export function storedItem<Value>(key: string, fallback: Value): StoredItem<Value> {
  const orFallback = (kept: unknown) => (kept === undefined ? fallback : (kept as Value));
  return {
    async getValue() {
      const kept = await browser.storage.local.get(key);
      return orFallback(kept[key]);
    },
    setValue: (value) => browser.storage.local.set({ [key]: value }),
    removeValue: () => browser.storage.local.remove(key),
    watch(changed) {
      const listen = (changes: Readonly<Record<string, { readonly newValue?: unknown }>>) => {
        const change = changes[key];
        if (change) changed(orFallback(change.newValue));
      };
      browser.storage.local.onChanged.addListener(listen);
      return () => browser.storage.local.onChanged.removeListener(listen);
    },
  };
}

/** By key: what was last read or written. */
const known = new Map<string, { readonly text: string; readonly value: unknown }>();

/**
 * For what is long. It lies there as one text: a tree of thousands of objects takes a browser a second, each way and
 * for each page that watches. What has not changed since it was last read or written is the same object still.
 */
export function storedText<Value>(
  key: string,
  write: (value: Value) => string = JSON.stringify,
  read: (text: string) => Value | null = JSON.parse,
): StoredItem<Value | null, Value> {
  const item = storedItem<unknown>(key, null);
  const remember = (text: string, make: () => Value | null) => {
    const before = known.get(key);
    if (before?.text === text) return before.value as Value | null;
    const value = make();
    known.set(key, { text, value });
    return value;
  };
  const parse = (kept: unknown) =>
    typeof kept === 'string' ? remember(kept, () => read(kept)) : null;
  return {
    getValue: async () => parse(await item.getValue()),
    setValue(value) {
      const text = write(value);
      remember(text, () => value);
      return item.setValue(text);
    },
    removeValue: item.removeValue,
    watch: (changed) => item.watch((kept) => changed(parse(kept))),
  };
}
