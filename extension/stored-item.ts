/** One value in the browser's storage, and what stands for it while there is none. */
import { browser } from 'wxt/browser';

export interface StoredItem<Value> {
  getValue(): Promise<Value>;
  setValue(value: Value): Promise<void>;
  removeValue(): Promise<void>;
  /** Calls on each change, from whatever context; what is returned ends it. */
  watch(changed: (value: Value) => void): () => void;
}

/** Nothing of another type is ever under its key: settings from elsewhere are parsed before they are kept. */
export function storedItem<Value>(
  area: 'local' | 'session',
  key: string,
  fallback: Value,
): StoredItem<Value> {
  const orFallback = (kept: unknown) => (kept === undefined ? fallback : (kept as Value));
  return {
    async getValue() {
      const kept = await browser.storage[area].get(key);
      return orFallback(kept[key]);
    },
    setValue: (value) => browser.storage[area].set({ [key]: value }),
    removeValue: () => browser.storage[area].remove(key),
    watch(changed) {
      const listen = (changes: Readonly<Record<string, { readonly newValue?: unknown }>>) => {
        const change = changes[key];
        if (change) changed(orFallback(change.newValue));
      };
      browser.storage[area].onChanged.addListener(listen);
      return () => browser.storage[area].onChanged.removeListener(listen);
    },
  };
}
