import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { SenderList } from '../../shared/api.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, sees } from './support/on-page.ts';

const LISTED = '192.0.2.10';
const STRANGER = '198.51.100.4';
const LEAK = '203.0.113.201';
const CLUSTER = ['203.0.113.8', '203.0.113.9', '203.0.113.10'];

describeExtension('The senders in the panel', (scene) => {
  const openSenders = async () => {
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: 'Senders' }).click();
    return panel;
  };
  /**
   * Connects to an account whose list has one address. That address sends, and others do that are
   * not on the list.
   */
  const connectWithSenders = async (role: 'manager' | 'viewer' = 'manager') => {
    const { account } = await scene().connect(role);
    const { operator } = scene();
    await operator.add(account, { format: 'address', values: [LISTED], remark: 'Mail server' });
    await operator.seeSenders(account, LISTED, STRANGER);
    await operator.seeLeak(account, LEAK);
    return account;
  };
  const row = (panel: Page, address: string) =>
    panel.getByRole('list', { name: 'Recent senders' }).getByRole('button', { name: address });
  const addresses = async (panel: Page) => {
    const rows = panel.getByRole('list', { name: 'Recent senders' }).getByRole('button');
    return (await rows.allTextContents()).map((text) => /^[\d.]+/.exec(text)?.[0]);
  };
  const details = (panel: Page, address: string) =>
    panel.getByRole('dialog', { name: address, exact: true });

  it('tell of each day its checks, and of each sender what the list says now and who asked', async () => {
    const account = await connectWithSenders();
    const panel = await openSenders();
    await row(panel, LEAK).waitFor();
    const cells = panel
      .getByRole('table', { name: 'Checks in the last 30 days' })
      .getByRole('cell');
    expect(await cells.allTextContents()).toEqual(['1', '0', '2']);
    const bars = panel.locator('figure svg');
    expect(await bars.locator('rect.allowed, rect.refused').count()).toBe(2);
    expect(await bars.locator('g').count()).toBe(30);

    expect(await row(panel, LISTED).textContent()).toMatch(
      /Allowed.*just now · 1 allowed.*Mail server$/,
    );
    expect(await row(panel, STRANGER).textContent()).toMatch(/Not allowed.* 1 refused/);
    expect(await row(panel, LEAK).textContent()).toContain('⚠ right password');
    await row(panel, LEAK).click();
    await sees(panel, /refused after the right password\. If it is none of yours/);
    await panel.keyboard.press('Escape');

    // The page shows somebody else's change once the list is read again.
    await scene().operator.add(account, { format: 'segment', values: ['198.51.100.0/24'] });
    await button(panel, 'Read it again').last().click();
    await expect.poll(() => row(panel, STRANGER).textContent()).toMatch(/^198.51.100.4✓Allowed/);
  });

  it('lead to the entry that let one in, whatever was searched for there', async () => {
    await connectWithSenders();
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByLabel('Search address or remark').fill('nothing like it');
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await row(panel, LISTED).click();
    await details(panel, LISTED)
      .getByRole('button', { name: `Show ${LISTED} in the list` })
      .click();
    await entry(panel, LISTED).waitFor();
    await expect
      .poll(() => panel.evaluate(() => document.activeElement?.textContent))
      .toContain('Mail server');
  });

  it('add one that is not allowed: the form is filled in, and from then on it may send', async () => {
    const account = await connectWithSenders();
    const panel = await openSenders();
    await row(panel, STRANGER).click();
    await details(panel, STRANGER).getByRole('button', { name: 'Add it' }).click();
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(STRANGER);
    expect(await panel.getByLabel('Remark').inputValue()).toBe('Sender, asked by Mail server');
    await button(panel, 'Add 1 address').click();
    await entry(panel, STRANGER).waitFor();
    expect(await scene().operator.verdict(account, STRANGER)).toBe('allow');
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await expect.poll(() => row(panel, STRANGER).textContent()).toContain('✓Allowed');
  });

  it('are filtered, searched and sorted', async () => {
    await connectWithSenders();
    const panel = await openSenders();
    const show = panel.getByLabel('Show', { exact: true });
    await show.selectOption('Not allowed');
    await expect.poll(() => addresses(panel)).toEqual([LEAK, STRANGER]);
    await show.selectOption('Password was right');
    await expect.poll(() => addresses(panel)).toEqual([LEAK]);
    await show.selectOption('All senders');
    await panel.getByLabel('Search address, entry or server').fill('198.51.100.0/24');
    await expect.poll(() => addresses(panel)).toEqual([STRANGER]);
    await panel.getByLabel('Search address, entry or server').fill('nobody');
    await button(panel, 'Show all senders').click();
    await panel.getByLabel('Order').last().selectOption('By address');
    await expect.poll(() => addresses(panel)).toEqual([LISTED, STRANGER, LEAK]);
  });

  it('lead to entries for those that were let in and are not on the list, grouped', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    await operator.seeSenders(account, ...CLUSTER);
    await operator.add(account, { format: 'address', values: [LISTED] });
    await operator.seeLeak(account, LEAK);
    const panel = await openSenders();
    await sees(panel, '4 senders may be missing from the list.');
    await button(panel, 'Suggest entries').click();
    await sees(panel, '3 senders · also lets in 1 address that never sent');
    expect(await panel.getByRole('checkbox', { name: LEAK }).count()).toBe(0);
    await sees(panel, /Add an address only if you know it is yours/);

    await panel.getByLabel('203.0.113.8/30', { exact: true }).check();
    await button(panel, 'Add 1 segment…').click();
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe('203.0.113.8/30');
    await button(panel, 'Cancel').click();

    await panel.getByRole('tab', { name: 'Senders' }).click();
    await button(panel, 'Suggest entries').click();
    await button(panel, 'Single addresses instead of 203.0.113.8/30').click();
    await panel.getByLabel('All 3').check();
    await panel.getByLabel('203.0.113.9', { exact: true }).uncheck();
    await button(panel, 'Add 2 addresses…').click();
    await button(panel, 'Add 2 addresses').click();
    await entry(panel, '203.0.113.10').waitFor();
    expect(await operator.values(account)).toEqual([LISTED, '203.0.113.8', '203.0.113.10']);
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await sees(panel, '2 senders may be missing from the list.');
  });

  it('offer who was refused after the right password one by one, with a warning', async () => {
    await connectWithSenders();
    const panel = await openSenders();
    await button(panel, 'Suggest entries').click();
    await sees(panel, 'Refused after the right password');
    expect(await panel.getByRole('checkbox').count()).toBe(0);
    await button(panel, `Add it, ${LEAK}`).click();
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(LEAK);
  });

  it('show a viewer all of it, and no way to change it', async () => {
    await connectWithSenders('viewer');
    const panel = await openSenders();
    await row(panel, STRANGER).click();
    await sees(panel, /can’t change it\. Ask one of its managers to add/);
    expect(await button(panel, 'Add it').count()).toBe(0);
  });

  it('say how senders come where there are none, and that the list then refuses nobody', async () => {
    const { account } = await scene().connect();
    const panel = await openSenders();
    await sees(panel, 'No senders yet');
    expect(await panel.getByText('the list refuses nobody').count()).toBe(0);
    await scene().operator.add(account, { format: 'address', values: [LISTED] });
    // The page reads the senders after the list: here before anyone asks.
    const isRead = panel.waitForResponse(/\/senders$/);
    await button(panel, 'Try again').click();
    await sees(panel, 'Until one asks, the list refuses nobody.');
    await isRead;
    await scene().operator.disable(account);
    await scene().operator.seeSenders(account, STRANGER);
    await button(panel, 'Try again').click();
    await expect.poll(() => row(panel, STRANGER).textContent()).toContain('○Allowed');
  });

  it('are still shown when the endpoint can’t be reached, a thousand of them in few rows', async () => {
    const account = await connectWithSenders();
    const panel = await openSenders();
    await row(panel, LEAK).waitFor();
    const kept = (await scene().chromium.kept('senders')) as string;
    const known = JSON.parse(kept) as { readonly list: SenderList };
    const [one] = known.list.senders;
    const senders = Array.from({ length: 1_000 }, (_, index) => ({
      ...one,
      address: `198.51.${100 + (index >> 8)}.${index & 255}`,
    }));
    const [day] = known.list.days;
    const days = Array.from({ length: 30 }, (_, index) => ({ ...day, day: dayBefore(index) }));
    const more = { ...known, list: { ...known.list, senders, days } };
    await scene().chromium.keep({ senders: JSON.stringify(more) });
    scene().front.disorder = 'gone';
    await panel.reload();
    await panel.getByRole('alert').waitFor();
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await row(panel, '198.51.100.0').waitFor();
    expect((await addresses(panel)).length).toBeLessThan(60);
    // The list scrolls, the page does not.
    expect(await panel.evaluate(() => document.documentElement.scrollHeight)).toBe(800);
    await row(panel, '198.51.100.0').first().focus();
    await panel.keyboard.press('End');
    await row(panel, '198.51.103.231').waitFor();
    expect(await scene().operator.values(account)).toEqual([LISTED]);
  });

  it('say of an endpoint that does not know them yet that it is older', async () => {
    await connectWithSenders();
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, LISTED).waitFor();
    await expect.poll(() => scene().chromium.kept('senders')).toBeDefined();
    await scene().chromium.keep({ senders: null });
    scene().front.disorder = 'older';
    await panel.reload();
    await entry(panel, LISTED).waitFor();
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await sees(panel, /can’t do that yet/);
    await sees(panel, /Whoever runs it can update it/);
  });
});

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
