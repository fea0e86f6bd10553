/**
 * Leak alerts that a mail server's own question raises: the browser's notice of them, and the
 * panel's.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { KnownAlerts } from '../../extension/model/known-alerts.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, hasRead, sees } from './support/on-page.ts';
import { connectionOf, giveAccess } from './support/site.ts';

const STRANGER = '198.51.100.66';
const addressOf = (index: number) => `198.51.100.${index + 1}`;

describeExtension('Alerts', (scene) => {
  /**
   * Connects to an account with an enforced list; the background has read that it has no alerts
   * yet.
   */
  const enforce = async (role: 'manager' | 'viewer' = 'manager') => {
    const { chromium, operator } = scene();
    const { account } = await scene().connect(role);
    await operator.add(account, { format: 'address', values: [HOME], remark: 'Office' });
    const told = `told-alert:deployment:${account}`;
    await expect.poll(() => chromium.kept(told)).toBeDefined();
    return account;
  };
  const logIn = (account: string, address: string) => scene().operator.seeLeak(account, address);
  const openAlerts = async (width = 400) => {
    const panel = await scene().chromium.openPage('sidepanel', { width, height: 800 });
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    return panel;
  };
  const items = (panel: Page) =>
    panel.getByRole('list', { name: 'Alerts, newest first' }).getByRole('listitem');

  it('of a leak are told once, by account and address, with what to do', async () => {
    const { chromium } = scene();
    const account = await enforce();
    const heard = await chromium.overhearNotices();
    await logIn(account, STRANGER);
    await Promise.all([chromium.fireAlarm(), chromium.fireAlarm()]);
    await expect.poll(heard).toMatchObject([
      {
        title: `Password of ${account} used from ${STRANGER}`,
        message: expect.stringContaining('If it wasn’t you, the password has leaked.'),
        buttons: [{ title: 'It wasn’t me…' }, { title: 'Add it…' }],
      },
    ]);
    // A notice that a person has put away does not come back.
    await expect.poll(() => chromium.notices()).toHaveLength(1);
    await chromium.dismissNotices();
    await logIn(account, addressOf(1));
    await chromium.fireAlarm();
    await expect.poll(async () => (await heard()).at(-1)?.title).toContain(addressOf(1));
    expect(await heard()).toHaveLength(2);
    await expect.poll(() => chromium.notices()).toHaveLength(1);

    // An alert that the panel has shown needs no notice any more.
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: 'Alerts 2 new' }).click();
    await expect.poll(() => chromium.notices()).toEqual([]);
    await panel.getByRole('tab', { name: 'Alerts', exact: true }).waitFor();
  });

  it('of many at once are one notice, which leads to the list', async () => {
    const { chromium } = scene();
    const account = await enforce();
    const heard = await chromium.overhearNotices();
    for (let index = 0; index < 4; index++) await logIn(account, addressOf(index));
    await chromium.fireAlarm();
    await expect.poll(heard).toMatchObject([{ title: '4 new alerts' }]);
    const opened = chromium.context.waitForEvent('page');
    await chromium.clickNotice((await heard())[0]?.id ?? '');
    const panel = await opened;
    await expect.poll(() => items(panel).count()).toBe(4);
  });

  it('of one’s own address are added from the notice; of another account, it is shown first', async () => {
    const { chromium, operator } = scene();
    const first = await giveAccess(scene(), 'manager', 'first');
    const { account, token } = await giveAccess(scene(), 'manager', 'second');
    await operator.add(account, { format: 'address', values: [HOME] });
    const connections = [
      connectionOf(scene(), first),
      { ...connectionOf(scene(), { account, token }), id: 'other' },
    ];
    await chromium.keep({ connections });
    await expect.poll(() => chromium.kept(`told-alert:other:${account}`)).toBeDefined();
    const heard = await chromium.overhearNotices();
    await logIn(account, STRANGER);
    await chromium.fireAlarm();
    await expect.poll(heard).toHaveLength(1);
    const opened = chromium.context.waitForEvent('page');
    await chromium.clickNotice((await heard())[0]?.id ?? '', 1);
    const panel = await opened;
    await expect.poll(() => panel.getByLabel('Values, one a line').inputValue()).toBe(STRANGER);
    await button(panel, 'Add 1 address').click();
    await entry(panel, STRANGER).waitFor();
    expect(await operator.verdict(account, STRANGER)).toBe('allow');
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    await sees(panel, 'on the list now');
  });

  it('of the address where the person is now say so, and let it in with one press', async () => {
    const { chromium, front, operator } = scene();
    const account = await enforce();
    const heardAll = await chromium.overhearNotices();
    const heard = async () => (await heardAll()).filter(({ title }) => /password/i.test(title));
    front.address = STRANGER;
    await logIn(account, STRANGER);
    await logIn(account, addressOf(1));
    await chromium.fireAlarm();
    await expect.poll(heard).toHaveLength(2);
    const notices = await heard();
    expect(notices).toContainEqual(
      expect.objectContaining({
        title: `Right password from ${STRANGER}. You are here now.`,
        message: expect.stringContaining(account),
        buttons: [{ title: 'Add my address…' }, { title: 'It wasn’t me…' }],
      }),
    );
    const opened = chromium.context.waitForEvent('page');
    await chromium.clickNotice(notices.find(({ title }) => title.includes(STRANGER))?.id ?? '', 1);
    const leak = await opened;
    await sees(leak, `Somebody has the password of ${account}`);

    const panel = await openAlerts();
    await sees(panel, `Right password from ${STRANGER}. You are here now.`);
    const own = items(panel).filter({ hasText: STRANGER });
    const [first, second] = await own.getByRole('button').allTextContents();
    expect([first, second]).toEqual(['Add my address · 1 day', 'It wasn’t me']);
    const other = items(panel).filter({ hasText: addressOf(1) });
    expect(await other.getByRole('button').allTextContents()).toEqual(['It wasn’t me', 'Add it']);
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await panel.getByRole('button', { name: new RegExp(`^${STRANGER} you`) }).waitFor();
    await panel.getByRole('tab', { name: 'Alerts' }).click();
    await own.getByRole('button').first().focus();
    await panel.keyboard.press('Enter');
    await sees(panel, '✓on the list now');
    expect(await operator.verdict(account, STRANGER)).toBe('allow');
    await expect.poll(() => own.evaluate((item) => item === document.activeElement)).toBe(true);
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.getByRole('listitem').filter({ hasText: 'you' }).first().waitFor();
  });

  it('of where a person was before are no longer theirs', async () => {
    const account = await enforce();
    scene().front.address = STRANGER;
    await logIn(account, STRANGER);
    scene().front.address = HOME;
    const panel = await openAlerts();
    await sees(panel, `Right password from ${STRANGER}, refused`);
    expect(await panel.getByText('You are here now').count()).toBe(0);
  });

  it('of a stranger lead to what to do, at the provider that is known', async () => {
    const { chromium } = scene();
    const account = await enforce();
    await chromium.keep({ [`provider:deployment:${account}`]: 'Brevo' });
    const heard = await chromium.overhearNotices();
    await logIn(account, STRANGER);
    await chromium.fireAlarm();
    await expect.poll(heard).toHaveLength(1);
    const opened = chromium.context.waitForEvent('page');
    await chromium.clickNotice((await heard())[0]?.id ?? '', 0);
    const panel = await opened;
    await sees(panel, `Somebody has the password of ${account}`);
    await sees(panel, /Sendgate refused them and nothing was sent/);
    const link = panel.getByRole('link', { name: 'Open Brevo' });
    expect(await link.getAttribute('href')).toBe('https://app.brevo.com/settings/keys/smtp');
    await button(panel, 'I have done this').click();
    await sees(panel, 'This alert is marked as dealt with.');
    await panel.reload();
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    await sees(panel, '✓dealt with');
    expect(await button(panel, `It wasn’t me, ${STRANGER}`).count()).toBe(0);
    await panel.getByRole('tab', { name: 'History' }).click();
    await sees(panel, `Added ${HOME}`);
  });

  it('are dealt with from the senders, too', async () => {
    const account = await enforce();
    await logIn(account, STRANGER);
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: 'Senders' }).click();
    await panel.getByRole('button', { name: STRANGER }).click();
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: /^It wasn’t me/ })
      .click();
    await sees(panel, `Somebody has the password of ${account}`);
    await button(panel, 'I have done this').click();
    await sees(panel, 'This alert is marked as dealt with.');
  });

  it('of an entry about to expire extend it, in one click', async () => {
    const { chromium, operator } = scene();
    const account = await enforce();
    const heard = await chromium.overhearNotices();
    // The Worker warns one day before an entry expires.
    const expiring = { format: 'address', values: [STRANGER], remark: 'Fair' };
    await operator.add(account, { ...expiring, expiresInSeconds: 86_401 });
    await expect
      .poll(async () => {
        await chromium.fireAlarm();
        return heard();
      })
      .toMatchObject([
        {
          title: `${STRANGER} (Fair) expires tomorrow`,
          message: `After that, mail sent from there for ${account} is refused.`,
          buttons: [{ title: 'Extend by 1 day' }],
        },
      ]);
    await chromium.clickNotice((await heard())[0]?.id ?? '', 0);
    await expect.poll(async () => (await heard())[1]?.title).toMatch(`${STRANGER} lasts until`);
    const { entries } = await operator.allowlist(account);
    const until = Date.parse(entries.find(({ value }) => value === STRANGER)?.expiresAt ?? '');
    expect((until - Date.now()) / 86_400_000).toBeCloseTo(2, 1);
    const panel = await openAlerts();
    await sees(panel, '✓extended');
  });

  it('are listed as far back as they go', async () => {
    const account = await enforce();
    for (let index = 0; index < 51; index++) await logIn(account, addressOf(index));
    const panel = await openAlerts(320);
    await expect.poll(() => items(panel).count()).toBe(50);
    await button(panel, 'Show older alerts').click();
    await expect.poll(() => items(panel).count()).toBe(51);
    expect(await items(panel).last().textContent()).toContain(
      `Right password from ${addressOf(0)}, refused`,
    );
    await sees(panel, 'Alerts are kept for 30 days.');
    expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });

  it('can be looked at by a viewer, who is offered no change', async () => {
    const { chromium } = scene();
    const account = await scene()
      .connect('viewer')
      .then(async (access) => {
        await scene().operator.add(access.account, { format: 'address', values: [HOME] });
        return access.account;
      });
    await expect.poll(() => chromium.kept(`told-alert:deployment:${account}`)).toBeDefined();
    const heard = await chromium.overhearNotices();
    await logIn(account, STRANGER);
    await chromium.fireAlarm();
    await expect.poll(heard).toMatchObject([{ buttons: [{ title: 'It wasn’t me…' }] }]);
    const panel = await openAlerts();
    await button(panel, `It wasn’t me, ${STRANGER}`).waitFor();
    expect(await button(panel, `Add it to the list, ${STRANGER}`).count()).toBe(0);
    expect(await button(panel, 'Webhooks').count()).toBe(0);
  });

  it('say when there are none, that they can’t be read, and that the endpoint is too old', async () => {
    const account = await enforce();
    const opened = Date.now();
    const panel = await openAlerts();
    await sees(panel, 'No one has tried');
    // Everything that the panel asked for when it opened has been answered.
    await hasRead(panel);
    const known = () => scene().chromium.kept(`alerts:deployment:${account}`);
    await expect.poll(async () => ((await known()) as KnownAlerts).at).toBeGreaterThan(opened);
    await logIn(account, STRANGER);
    scene().front.disorder = 'gone';
    await button(panel, 'Read it again').last().click();
    await sees(panel, /does not answer/);
    scene().front.disorder = undefined;
    await button(panel, 'Try again').last().click();
    await sees(panel, `Right password from ${STRANGER}, refused`);
    scene().front.disorder = 'older';
    await button(panel, 'Read it again').last().click();
    await panel.getByRole('alert').waitFor();
    await sees(panel, `Right password from ${STRANGER}, refused`);
  });
});
