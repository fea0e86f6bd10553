import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isText } from '../../../extension/model/shape.ts';
import { keptItem, whole } from '../../../extension/storage/kept-item.ts';

const before = (key: string) => keptItem<string>(key, whole(isText, 'none'));
const inStorage = () => fakeBrowser.storage.local.get();

beforeEach(() => fakeBrowser.reset());

describe('What is kept under a key', () => {
  it('lies there as it is, under that very key, and is gone with all that tells of it', async () => {
    const item = before('plain');
    await item.setValue('kept');
    expect(await inStorage()).toEqual({ plain: 'kept' });
    await item.removeValue();
    expect(await inStorage()).toEqual({});
    expect(await item.getValue()).toBe('none');
  });

  it('becomes what a later version has in its place, once', async () => {
    // An earlier release, which knew no versions, left the item like this.
    await fakeBrowser.storage.local.set({ name: 'Ada' });
    const migrations = { 2: (kept: string) => `${kept} of 2`, 3: (kept: string) => `${kept}, 3` };
    const item = keptItem<string>('name', whole(isText, 'none'), { version: 3, migrations });
    expect(await item.getValue()).toBe('Ada of 2, 3');
    expect(await item.getValue()).toBe('Ada of 2, 3');
    await item.removeValue();
    expect(await inStorage()).toEqual({});
  });

  it('is looked at whatever a migration makes of it', async () => {
    await fakeBrowser.storage.local.set({ torn: 'Ada' });
    const item = keptItem<string>('torn', whole(isText, 'none'), {
      version: 2,
      migrations: { 2: () => 7 },
    });
    expect(await item.getValue()).toBe('none');
  });
});
