/**
 * A long value, stored as one text. As a tree of thousands of objects it would take a browser a second to write, and
 * a second to read in each page that watches it. Such a value can be read again from the endpoint, so it needs no
 * versions.
 */
import { storage } from 'wxt/utils/storage';
import type { Shape } from '../model/shape.ts';
import type { KeptItem } from './kept-item.ts';

/** Turns a long value into a text, and the text into a value again. The value that is read is checked afterwards. */
interface TextForm<Value> {
  readonly write: (value: Value) => string;
  readonly read: (text: string) => unknown;
}

/** The text that was last read or written under each key, with its value. */
const known = new Map<string, { readonly text: string; readonly value: unknown }>();

/** Makes an item for a long value. While the stored text is the same, readers get the same object as before. */
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
