/** Several entries at once in the panel: how they are selected, and what is done to them in one change. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { readFocus, tabTo } from './support/by-keyboard.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

const [FIRST, SECOND, THIRD] = ['192.0.2.1', '192.0.2.2', '192.0.2.3'] as const;
const SENDER = FIRST;

describeExtension('Several entries of the list', (scene) => {
  const openList = async (...senders: string[]) => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect('manager', HOME);
    for (const value of [FIRST, SECOND, THIRD])
      await operator.add(account, { format: 'address', values: [value], remark: `Host ${value}` });
    if (senders.length > 0) await operator.seeSenders(account, ...senders);
    const panel = await chromium.openPage('sidepanel', { width: 320, height: 720 });
    for (const value of [HOME, FIRST, SECOND, THIRD]) await entry(panel, value).waitFor();
    await hasRead(panel);
    // The panel offers it once the endpoint has told its version.
    await expect.poll(async () => canSelect(panel)).toBe(true);
    return { account, panel };
  };
  const canSelect = async (panel: Page) => {
    await button(panel, 'More').click();
    const offered = await panel.getByRole('menuitem', { name: 'Select all' }).count();
    await panel.keyboard.press('Escape');
    return offered > 0;
  };
  const selected = (panel: Page) =>
    panel.locator('.entry[aria-pressed=true] .entry-value').allTextContents();
  const revision = async (account: string) => (await scene().operator.allowlist(account)).revision;

  it('are deleted in one change, which says before whom it cuts off, and come back at once (R9, R15)', async () => {
    const { account, panel } = await openList(SENDER);
    const before = await revision(account);
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, FIRST).click({ modifiers: ['Shift'] });
    expect(await selected(panel)).toEqual([THIRD, SECOND, FIRST]);
    await entry(panel, SECOND).click();
    expect(await selected(panel)).toEqual([THIRD, FIRST]);
    await sees(panel, '2 selected');
    expect(await panel.getByRole('button', { name: 'Disable…' }).count()).toBe(0);
    await button(panel, 'Expiry…').focus();
    await panel.keyboard.press('Escape');
    expect(await selected(panel)).toEqual([]);
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, FIRST).click();
    await sees(panel, '2 selected');
    await button(panel, 'Delete…').click();
    const question = panel.getByRole('dialog', { name: 'Delete 2 entries?' });
    await question.getByText('1 recent sender will be cut off.').waitFor();
    await question.getByText(SENDER).waitFor();
    await question.getByRole('button', { name: /^Delete 2 entries/ }).click();
    await sees(panel, '2 entries deleted.');
    expect((await scene().operator.values(account)).toSorted()).toEqual([SECOND, HOME]);
    expect(await revision(account)).toBe(before + 1);
    await button(panel, 'Disable…').waitFor();
    await button(panel, /^Undo/).click();
    await entry(panel, THIRD).waitFor();
    expect(await scene().operator.values(account)).toHaveLength(4);
  });

  it('get one remark and one expiry, each in one change that can be undone', async () => {
    const { account, panel } = await openList();
    const before = await revision(account);
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, SECOND).click();
    await button(panel, 'Remark…').click();
    await panel.getByRole('dialog', { name: 'Remark of 2 entries' }).waitFor();
    await panel.getByRole('textbox', { name: 'Remark', exact: true }).fill('Frankfurt');
    await panel.keyboard.press('Enter');
    await sees(panel, '2 entries changed.');
    expect(await panel.locator('.entry').filter({ hasText: 'Frankfurt' }).count()).toBe(2);
    expect(await revision(account)).toBe(before + 1);
    await button(panel, /^Undo/).click();
    await sees(panel, /Host 192\.0\.2\.3/);

    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await button(panel, 'Select all 4 entries').click();
    await button(panel, 'Expiry…').click();
    await panel.getByRole('dialog', { name: 'How long to keep 4 entries' }).waitFor();
    await choose(panel, '1 week');
    await sees(panel, /They will expire on/);
    await sees(panel, 'There are no senders of the last 30 days to judge by.');
    await button(panel, 'Save').click();
    await sees(panel, '4 entries changed.');
    const { entries } = await scene().operator.allowlist(account);
    expect(new Set(entries.map(({ expiresAt }) => expiresAt)).size).toBe(1);
    await panel.getByRole('tab', { name: 'History' }).click();
    await sees(panel, 'Edited 4 entries');
  });

  it('are selected with the keyboard alone, and the focus stays in the list', async () => {
    const { account, panel } = await openList();
    await tabTo(panel, /^(192|203)/);
    await panel.keyboard.press('Home');
    await panel.keyboard.press('Control+Space');
    expect(await selected(panel)).toEqual([THIRD]);
    await panel.keyboard.press('Shift+ArrowDown');
    expect(await selected(panel)).toEqual([THIRD, SECOND]);
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Space');
    expect(await selected(panel)).toEqual([THIRD, SECOND, FIRST]);
    await panel.keyboard.press('Enter');
    expect(await selected(panel)).toEqual([THIRD, SECOND]);
    await panel.keyboard.press('ControlOrMeta+A');
    expect(await selected(panel)).toHaveLength(4);
    await panel.keyboard.press('Escape');
    expect(await selected(panel)).toEqual([]);
    await expect.poll(() => readFocus(panel)).toMatch(new RegExp(`^${FIRST}`));
    await panel.keyboard.press('Shift+ArrowUp');
    expect(await selected(panel)).toEqual([SECOND, FIRST]);
    await panel.keyboard.press('Delete');
    const question = panel.getByRole('dialog', { name: 'Delete 2 entries?' });
    await question.getByRole('button', { name: 'Delete 2 entries', exact: true }).waitFor();
    await tabTo(panel, /^Delete 2 entries$/);
    await panel.keyboard.press('Enter');
    await sees(panel, '2 entries deleted.');
    expect((await scene().operator.values(account)).toSorted()).toEqual([THIRD, HOME]);
    await expect.poll(() => readFocus(panel)).toMatch(/^(192|203)/);
  });

  it('are selected by touch: the menu begins, and further taps go on', async () => {
    const { panel } = await openList();
    const session = await scene().chromium.context.newCDPSession(panel);
    const tap = async (name: RegExp, role: 'button' | 'menuitem') => {
      const box = await panel.getByRole(role, { name }).boundingBox();
      const point = { x: (box?.x ?? 0) + 40, y: (box?.y ?? 0) + 10 };
      await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [point] });
      await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    await tap(/^192\.0\.2\.3/, 'button');
    await panel.getByRole('menu').waitFor();
    await tap(/^Select/, 'menuitem');
    await expect.poll(() => selected(panel)).toEqual([THIRD]);
    await tap(/^192\.0\.2\.1/, 'button');
    await expect.poll(() => selected(panel)).toEqual([THIRD, FIRST]);
    const overflow = await panel.evaluate(() => {
      const { scrollHeight, scrollWidth } = document.documentElement;
      return [scrollHeight - innerHeight, scrollWidth - innerWidth];
    });
    expect(overflow).toEqual([0, 0]);
    expect(await findFaults(panel)).toEqual([]);
  });

  it('R10: say that the list is off without them, and leave what somebody else has deleted', async () => {
    const { account, panel } = await openList();
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await panel.keyboard.press('ControlOrMeta+A');
    await button(panel, 'Delete…').click();
    const question = panel.getByRole('dialog', { name: 'Delete 4 entries?' });
    await question.getByText('The list then has no entries, and is off.').waitFor();
    await scene().operator.remove(account, SECOND);
    await panel.evaluate(() => void dispatchEvent(new Event('focus')));
    await panel.getByRole('dialog', { name: 'Delete 3 entries?' }).waitFor();
    await panel.getByRole('button', { name: 'Delete and turn off' }).click();
    await sees(panel, 'The list is off');
    expect(await scene().operator.values(account)).toEqual([]);
  });

  it('are not to be selected where the search hides them, or the endpoint is of the release before', async () => {
    const { panel } = await openList();
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, HOME).click();
    await panel.getByLabel('Search address or remark').fill('Host');
    expect(await selected(panel)).toEqual([THIRD]);
    await panel.getByLabel('Search address or remark').fill('nothing of the kind');
    await button(panel, 'Disable…').waitFor();
    await panel.getByLabel('Search address or remark').fill('');
    expect(await selected(panel)).toEqual([]);

    const asked = Promise.withResolvers<void>();
    await panel.route('**/healthz', async (route) => {
      const headers = { 'access-control-allow-origin': '*' };
      await route.fulfill({ json: { status: 'ok', version: '0.2.0' }, headers });
      asked.resolve();
    });
    await panel.reload();
    await asked.promise;
    await hasRead(panel);
    expect(await canSelect(panel)).toBe(false);
    await entry(panel, THIRD).click({ modifiers: ['ControlOrMeta'] });
    await panel.getByRole('menu').waitFor();
    expect(await panel.getByRole('menuitem', { name: 'Select' }).count()).toBe(0);
  });
});
