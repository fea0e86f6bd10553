/** Every common flow with the keyboard alone: no pointer, and keys alone move the focus. */
import { expect, it } from 'vitest';
import { MOST_STOPS, readFocus, tabTo } from './support/by-keyboard.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, canPress, entry, hasRead, sees, seesListOff } from './support/on-page.ts';
import { TENCENT_CONSOLE } from './support/provider-console.ts';
import { giveAccess } from './support/site.ts';

const OTHER = '192.0.2.10';
const ELSEWHERE = '198.51.100.77';

describeExtension('By keyboard alone', (scene) => {
  const openList = async (...values: string[]) => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values, remark: 'Mail server' });
    const panel = await scene().chromium.openPage('sidepanel');
    for (const value of values) await entry(panel, value).waitFor();
    await hasRead(panel);
    return { account, panel };
  };

  it('the extension is connected', async () => {
    const { account, token } = await giveAccess(scene(), 'manager');
    const options = await scene().chromium.openPage('options');
    await options.getByLabel('Endpoint', { exact: true }).waitFor();
    await tabTo(options, /^Endpoint/);
    await options.keyboard.type(scene().front.url);
    await tabTo(options, /^Token/);
    await options.keyboard.type(token.token);
    await options.keyboard.press('Enter');
    await sees(options, 'Connected.');
    await sees(options, new RegExp(account));
  });

  it('the popup adds, takes back and replaces', async () => {
    const { account } = await scene().connect();
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, `Turn the list on with ${HOME}`);
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${HOME}.`);
    await tabTo(popup, /^Undo/);
    await popup.keyboard.press('Enter');
    await sees(popup, 'It is as it was before.');
    expect(await scene().operator.values(account)).toEqual([]);

    await popup.reload();
    await sees(popup, `Turn the list on with ${HOME}`);
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${HOME}.`);
    scene().front.address = ELSEWHERE;
    await popup.reload();
    await sees(popup, `Replace ${HOME} with ${ELSEWHERE}`);
    await popup.keyboard.press('Enter');
    await sees(popup, `Replaced by ${ELSEWHERE}.`);
    expect(await scene().operator.values(account)).toEqual([ELSEWHERE]);
  });

  it('the popup’s remark and expiry are set, and Enter adds', async () => {
    const { account } = await scene().connect();
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, `Turn the list on with ${HOME}`);
    await tabTo(popup, /^Change/, 'Shift+Tab');
    await popup.keyboard.press('Enter');
    await tabTo(popup, /^Remark/);
    await popup.keyboard.press('ControlOrMeta+A');
    await popup.keyboard.type('By keys');
    await tabTo(popup, /^Keep it/, 'Shift+Tab');
    await popup.keyboard.press('ArrowLeft');
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${HOME}.`);
    const [added] = (await scene().operator.allowlist(account)).entries;
    expect(added?.remark).toBe('By keys');
    const days = (Date.parse(added?.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(7);
  });

  it('the panel adds a segment', async () => {
    const { account, panel } = await openList(HOME);
    await tabTo(panel, /^\+ Add$/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Add to the allowlist' }).waitFor();
    await tabTo(panel, /IP address$/, 'Shift+Tab');
    await panel.keyboard.press('ArrowRight');
    await tabTo(panel, /^Values/);
    await panel.keyboard.type('198.51.100.0/24');
    await canPress(panel, 'Add 1 segment');
    await tabTo(panel, /^Add 1 segment/);
    await panel.keyboard.press('Enter');
    await entry(panel, '198.51.100.0/24').waitFor();
    expect(await scene().operator.values(account)).toEqual([HOME, '198.51.100.0/24']);
  });

  it('the panel edits a remark and deletes, and the focus stays in the list', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await tabTo(panel, /^(203|192)/);
    if (!(await readFocus(panel)).startsWith(OTHER)) await panel.keyboard.press('ArrowDown');
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${OTHER}`));
    await panel.keyboard.press('Enter');
    await panel.keyboard.press('ControlOrMeta+A');
    await panel.keyboard.type('Renamed');
    await panel.keyboard.press('Enter');
    await sees(panel, /^Renamed/);
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${OTHER}`));
    await panel.keyboard.press('Delete');
    await sees(panel, `Deleted ${OTHER}.`);
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${HOME}`));
    expect(await scene().operator.values(account)).toEqual([HOME]);
  });

  it('an entry that expires within a day gets one more, and the focus stays in the list (R13)', async () => {
    const { account, panel } = await openList(HOME);
    const values = { format: 'address', values: [OTHER] };
    await scene().operator.add(account, { ...values, expiresInSeconds: 7200 });
    await panel.reload();
    await entry(panel, OTHER).waitFor();
    await hasRead(panel);
    expect(await entry(panel, OTHER).locator('.chip').getAttribute('class')).toBe('chip off');
    await tabTo(panel, new RegExp(`^Extend ${OTHER} by 1 day`));
    await panel.keyboard.press('Enter');
    await sees(panel, '1 day left');
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${OTHER}`));
    const { entries } = await scene().operator.allowlist(account);
    const hours = (Date.parse(entries[1]?.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(26);
  });

  it('a list begins by observing, after who would be cut off was read', async () => {
    const { account } = await scene().connect();
    await scene().operator.seeSenders(account, ELSEWHERE, HOME);
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, /1 recent sender would be cut off\.$/);
    await tabTo(popup, /^Details/, 'Shift+Tab');
    await popup.keyboard.press('Enter');
    await expect.poll(() => readFocus(popup)).toMatch(new RegExp(`^${ELSEWHERE} 1 allowed`));
    await tabTo(popup, /^Start observing with/);
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${HOME}.`);
    expect((await scene().operator.allowlist(account)).mode).toBe('observe');
  });

  it('a menu opens and closes, and gives the focus back', async () => {
    const { panel } = await openList(HOME, OTHER);
    await tabTo(panel, /^(203|192)/);
    // The rest of the row tells when it was last used, as soon as that is known.
    const [address] = (await readFocus(panel)).match(/^[\d.]+/) ?? [];
    await panel.keyboard.press('Shift+F10');
    await panel.getByRole('menu').waitFor();
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Escape');
    await panel.getByRole('menu').waitFor({ state: 'hidden' });
    expect(address).toBeDefined();
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${address}`));
  });

  it('the last entry goes only after a question, which Escape closes', async () => {
    const { account, panel } = await openList(OTHER);
    await tabTo(panel, new RegExp(`^${OTHER}`));
    await panel.keyboard.press('Delete');
    await panel.getByRole('dialog', { name: 'Delete the last entry?' }).waitFor();
    await panel.keyboard.press('Escape');
    await panel.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${OTHER}`));
    await panel.keyboard.press('Delete');
    await panel.getByRole('dialog').waitFor();
    await tabTo(panel, /^Delete and turn off/);
    await panel.keyboard.press('Enter');
    await seesListOff(panel);
    expect(await scene().operator.values(account)).toEqual([]);
  });

  it('the list is disabled, and restored from the history', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await tabTo(panel, /^Disable/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('dialog').waitFor();
    await tabTo(panel, /^Delete 2 entries and turn off/);
    await panel.keyboard.press('Enter');
    await seesListOff(panel);
    await tabTo(panel, /^Restore earlier entries/);
    await panel.keyboard.press('Enter');
    await button(panel, 'Restore these 2 entries').waitFor();
    await tabTo(panel, /^Restore these 2 entries/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('dialog', { name: 'Restore 2 entries?' }).waitFor();
    await tabTo(panel, /^Restore 2 entries and turn the list on/);
    await panel.keyboard.press('Enter');
    await expect.poll(() => scene().operator.values(account)).toEqual([HOME, OTHER]);
  });

  it('views are changed by arrow keys', async () => {
    const { panel } = await openList(HOME);
    await tabTo(panel, /^Allowlist$/);
    await panel.keyboard.press('ArrowRight');
    await expect.poll(() => readFocus(panel)).toBe('Senders');
    await panel.keyboard.press('ArrowLeft');
    await panel.keyboard.press('ArrowLeft');
    await expect.poll(() => readFocus(panel)).toBe('History');
    await sees(panel, `Added ${HOME}`);
  });

  it('the tab on a console is reached, moved and opened', async () => {
    await openList(HOME);
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    const tab = page.locator('sendgate-tab');
    await tab.waitFor();
    const isThere = () => page.evaluate(() => document.activeElement?.localName === 'sendgate-tab');
    for (let stop = 0; stop < MOST_STOPS && !(await isThere()); stop++) {
      await page.keyboard.press('Tab');
    }
    expect(await isThere()).toBe(true);
    const before = await tab.boundingBox();
    await page.keyboard.press('ArrowUp');
    await expect.poll(async () => (await tab.boundingBox())?.y).toBeLessThan(before?.y ?? 0);
    await page.keyboard.press('Enter');
    const panel = await scene().chromium.findPanel();
    await panel.waitForSelector('button[data-entry]');
  });
});
