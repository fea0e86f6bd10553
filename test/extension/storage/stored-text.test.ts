import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { storedText } from '../../../extension/storage/stored-item.ts';

interface Kept {
  readonly names: readonly string[];
}

const inStorage = async () => (await fakeBrowser.storage.local.get('names')).names;

describe('What is kept as one text', () => {
  beforeEach(() => fakeBrowser.reset());

  it('lies in the storage as JSON, and comes back whole', async () => {
    await storedText<Kept>('names').setValue({ names: ['a', '“b”'] });
    expect(await inStorage()).toBe('{"names":["a","“b”"]}');
    expect(await storedText<Kept>('names').getValue()).toEqual({ names: ['a', '“b”'] });
  });

  it('is the same object for as long as it has not changed, whoever reads or writes it', async () => {
    const first: Kept = { names: ['a'] };
    await storedText<Kept>('names').setValue(first);
    expect(await storedText<Kept>('names').getValue()).toBe(first);
    await storedText<Kept>('names').setValue({ names: ['a'] });
    expect(await storedText<Kept>('names').getValue()).toBe(first);
    await fakeBrowser.storage.local.set({ names: '{"names":["b"]}' });
    expect(await storedText<Kept>('names').getValue()).toEqual({ names: ['b'] });
  });

  it('is told of to who watches, as the value that it says', async () => {
    const told: (Kept | null)[] = [];
    const stop = storedText<Kept>('names').watch((value) => told.push(value));
    await fakeBrowser.storage.local.set({ names: '{"names":["c"]}' });
    await storedText<Kept>('names').removeValue();
    stop();
    await fakeBrowser.storage.local.set({ names: '{"names":["d"]}' });
    expect(told).toEqual([{ names: ['c'] }, null]);
  });

  it('is nothing where an earlier version has kept it in another form', async () => {
    await fakeBrowser.storage.local.set({ names: { names: ['a'] } });
    expect(await storedText<Kept>('names').getValue()).toBeNull();
  });
});
