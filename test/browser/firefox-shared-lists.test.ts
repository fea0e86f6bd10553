/** Shared lists in Firefox, which keeps and watches its storage in another way. */
import { expect, it } from 'vitest';
import { describeFirefox } from './support/firefox-scene.ts';
import { SharedLists } from './support/shared-list.ts';

const OWN = '192.0.2.10';
const OFFICE = '198.51.100.7';

describeFirefox('Shared lists in Firefox', (scene) => {
  const lists = new SharedLists(() => scene());

  it('open as groups under the entries of an account', async () => {
    const list = await lists.create('office', OFFICE);
    const { account } = await scene().connect(OWN);
    await lists.attach(account, list);
    const panel = await scene().firefox.openPage('sidepanel');
    const group = await panel.waitForSelector(`[data-group="${list}"]`);
    await group?.focus();
    await panel.keyboard.press('ArrowRight');
    await panel.waitForSelector('.entry.included');
    await panel.keyboard.press('ArrowLeft');
    await panel.waitForSelector('.entry.included', { hidden: true });
  });

  it('are managed with a token of their own: an entry goes and comes back', async () => {
    const list = await lists.create('office', OFFICE);
    await scene().firefox.keep({ connections: [await lists.connectionTo(list)] });
    const panel = await scene().firefox.openPage('sidepanel');
    const entry = await panel.waitForSelector('[data-entry]');
    await entry?.focus();
    await panel.keyboard.press('Delete');
    await panel.waitForSelector(`::-p-text(Delete ${OFFICE}?)`);
    await panel.locator(`::-p-text(Delete ${OFFICE} all the same)`).click();
    await panel.waitForSelector('::-p-text(The shared list is empty)');
    expect(await lists.values(list)).toEqual([]);
    await panel.locator('::-p-text(Undo)').click();
    await panel.waitForSelector('[data-entry]');
    expect(await lists.values(list)).toEqual([OFFICE]);
  });
});
