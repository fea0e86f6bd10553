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
