import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { hasFields, isText, listOf } from '../../../extension/model/shape.ts';
import { keptText } from '../../../extension/storage/kept-text.ts';

interface Kept {
  readonly names: readonly string[];
}

const isKept = hasFields<Kept>({ names: listOf(isText) });
const names = () => keptText<Kept>('names', isKept);
const inStorage = async () => (await fakeBrowser.storage.local.get('names')).names;

describe('What is kept as one text', () => {
  beforeEach(() => fakeBrowser.reset());

  it('lies in the storage as JSON, and comes back whole', async () => {
    await names().setValue({ names: ['a', '“b”'] });
    expect(await inStorage()).toBe('{"names":["a","“b”"]}');
    expect(await names().getValue()).toEqual({ names: ['a', '“b”'] });
  });

  it('is the same object for as long as it has not changed, whoever reads or writes it', async () => {
    const first: Kept = { names: ['a'] };
    await names().setValue(first);
    expect(await names().getValue()).toBe(first);
    await names().setValue({ names: ['a'] });
    expect(await names().getValue()).toBe(first);
    await fakeBrowser.storage.local.set({ names: '{"names":["b"]}' });
    expect(await names().getValue()).toEqual({ names: ['b'] });
  });

  it('is told of to who watches, as the value that it says', async () => {
    const told: (Kept | null)[] = [];
    const stop = names().watch((value) => told.push(value));
    await fakeBrowser.storage.local.set({ names: '{"names":["c"]}' });
    await names().removeValue();
    stop();
    await fakeBrowser.storage.local.set({ names: '{"names":["d"]}' });
    expect(told).toEqual([{ names: ['c'] }, null]);
  });

  it('is nothing where an earlier version has kept it in another form', async () => {
    const others = [{ names: ['a'] }, '{"names":[7]}', '{"names":"a"}', '["a"]', '{', '', 7];
    for (const kept of others) {
      await fakeBrowser.storage.local.set({ names: kept });
      expect(await names().getValue()).toBeNull();
    }
  });
});
