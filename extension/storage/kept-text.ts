/**
 * A long value, kept as one text: a tree of thousands of objects takes a browser a second, each way and for each page
 * that watches. Such a value can be read anew at the endpoint, so it has no versions.
 */
import { storage } from 'wxt/utils/storage';
import type { Shape } from '../model/shape.ts';
import type { KeptItem } from './kept-item.ts';

/** How a long value becomes a text, and a value again; whatever comes of that is checked. */
interface TextForm<Value> {
  readonly write: (value: Value) => string;
  readonly read: (text: string) => unknown;
}

/** The text that was last read or written, and its value, by key. */
const known = new Map<string, { readonly text: string; readonly value: unknown }>();

/** A value that has not changed since it was last read or written is the same object still. */
export function keptText<Value>(
  name: string,
  isValue: Shape<Value>,
  { write, read }: TextForm<Value> = { write: JSON.stringify, read: JSON.parse },
): KeptItem<Value | null, Value> {
  const key = `local:${name}` as const;
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
    getValue: async () => find(await storage.getItem(key)),
    setValue(value) {
      const text = write(value);
      remember(text, () => value);
      return storage.setItem(key, text);
    },
    removeValue: () => storage.removeItem(key),
    watch: (changed) => storage.watch<unknown>(key, (kept) => changed(find(kept))),
  };
}
