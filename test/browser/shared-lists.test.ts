/** An account that includes shared lists, and a shared list that is managed as an account is (R20). */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, canPress, entry, hasRead, sees } from './support/on-page.ts';
import { SharedLists } from './support/shared-list.ts';

const OWN = '192.0.2.10';
const OFFICE = '198.51.100.7';
const SECOND = '198.51.100.8';
const BACKUP = '203.0.113.200';
const STRANGER = '192.0.2.99';

describeExtension('An account with shared lists', (scene) => {
  const lists = new SharedLists(() => scene());
  /** An account with an entry of its own, which includes two lists. */
  const openAccount = async (size = { width: 400, height: 800 }) => {
    const office = await lists.create('office', OFFICE, SECOND);
    const backup = await lists.create('backup', BACKUP);
    const { account } = await scene().connect('manager', OWN);
    await lists.attach(account, office);
    await lists.attach(account, backup);
    const panel = await scene().chromium.openPage('sidepanel', size);
    await entry(panel, OWN).waitFor();
    await hasRead(panel);
    await group(panel, backup).waitFor();
    return { account, office, backup, panel };
  };
  const group = (panel: Page, list: string) =>
    panel.getByRole('button', { name: new RegExp(`Shared list ${list}`) });
  const search = (panel: Page, text: string) =>
    panel.getByRole('searchbox', { name: 'Search address or remark' }).fill(text);

  it('shows each as a folded group under its own entries, which opens for reading', async () => {
    const { panel, office } = await openAccount();
    await sees(panel, 'Only the operator can turn it off.');
    expect(await button(panel, 'Disable…').count()).toBe(0);
    const rows = panel.locator('.entries .entry');
    expect(await rows.count()).toBe(3);
    expect(await group(panel, office).getAttribute('aria-expanded')).toBe('false');
    expect(await group(panel, office).textContent()).toContain('2 live entries');
    await entry(panel, OWN).focus();
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('ArrowRight');
    await entry(panel, OFFICE).waitFor();
    expect(await rows.count()).toBe(5);
    expect(await findFaults(panel)).toEqual([]);
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press('Delete');
    await panel.keyboard.press('Enter');
    await panel.getByRole('dialog', { name: 'Entry' }).waitFor();
    await panel.keyboard.press('Escape');
    expect(await lists.values(office)).toHaveLength(2);
    await group(panel, office).press('ArrowLeft');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it('finds an entry of a list, opens its group, and says by which list an address is allowed', async () => {
    const { panel, office, backup } = await openAccount();
    await search(panel, OFFICE);
    await entry(panel, OFFICE).waitFor();
    expect(await group(panel, office).getAttribute('aria-expanded')).toBe('true');
    expect(await group(panel, backup).count()).toBe(0);
    await sees(panel, `${OFFICE} (shared list ${office}) lets it in.`);
    await button(panel, 'Ask Sendgate').click();
    await sees(panel, 'Sendgate answers the same.');
    await search(panel, STRANGER);
    await sees(panel, `${STRANGER} is not allowed.`);
  });

  it('takes what a list covers for allowed, in the popup and among the senders', async () => {
    const { account, panel, office } = await openAccount();
    await lists.add(office, { format: 'address', values: [HOME] });
    await scene().operator.seeSenders(account, SECOND);
    const popup = await scene().chromium.openPage('popup');
    await hasRead(popup);
    await sees(popup, 'Allowed');
    await sees(popup, office);
    await button(panel, 'Read it again').click();
    await sees(panel, `Allowed by ${HOME}`);
    await panel.locator('.own').getByText(`Shared list ${office}`).waitFor();
    await panel.getByRole('tab', { name: 'Senders' }).click();
    const sender = panel.getByRole('button', { name: new RegExp(`^${SECOND}`) });
    expect(await sender.textContent()).toContain(` · Shared list ${office}`);
    await sender.click();
    await sees(panel, `${SECOND} (shared list ${office})`);
  });

  it('says that it does not know where a list can’t be read, and never that it is not allowed', async () => {
    const { panel, backup } = await openAccount();
    scene().front.disorder = 'lists-unread';
    await button(panel, 'Read it again').click();
    await sees(panel, 'The list can’t be read now.');
    await search(panel, STRANGER);
    await sees(panel, 'One of its shared lists can’t be read now');
    expect(await panel.getByText(`${STRANGER} is not allowed.`).count()).toBe(0);
    expect(await panel.getByText('Not allowed', { exact: true }).count()).toBe(0);
    expect(await group(panel, backup).count()).toBe(0);
  });

  it('says that the included lists were changed where that has stopped a change', async () => {
    const { account, panel } = await openAccount();
    await entry(panel, OWN).focus();
    await panel.keyboard.press('Delete');
    await canPress(panel, `Delete ${OWN}`);
    await lists.attach(account, await lists.create('third', '192.0.2.99'));
    await button(panel, `Delete ${OWN}`).click();
    await sees(panel, 'Since you looked, the included shared lists were changed, by the operator.');
    expect(await scene().operator.values(account)).toEqual([OWN]);
  });

  it('R10: stays on when its last own entry is deleted, and says so before', async () => {
    const { account, panel, office, backup } = await openAccount();
    await entry(panel, OWN).focus();
    await panel.keyboard.press('Delete');
    const question = panel.getByRole('dialog', { name: `Delete ${OWN}?` });
    await question.waitFor();
    await sees(panel, 'The account stays on and includes its shared lists.');
    await canPress(panel, `Delete ${OWN}`);
    await question.getByRole('button', { name: `Delete ${OWN}` }).click();
    await sees(panel, 'This account has no entries of its own.');
    await group(panel, office).waitFor();
    expect(await scene().operator.allowlist(account)).toMatchObject({ mode: 'enforce', count: 0 });
    await button(panel, `Add for 1 day: ${HOME}`).click();
    await entry(panel, HOME).waitFor();
    await button(panel, 'Undo').click();
    await sees(panel, 'This account has no entries of its own.');
    const { mode, count, lists: kept } = await scene().operator.allowlist(account);
    expect({ mode, count, lists: kept }).toEqual({
      mode: 'enforce',
      count: 0,
      lists: [office, backup],
    });
  });
});

describeExtension('An account with shared lists, before its operator', (scene) => {
  const lists = new SharedLists(() => scene());

  it('R11: is disabled after its lists were named, and has them again once that is taken back', async () => {
    const office = await lists.create('office', OFFICE);
    const { account } = await scene().connect('manager', OWN);
    await lists.attach(account, office);
    await scene().connectOperator(account);
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, OWN).waitFor();
    await hasRead(panel);
    await button(panel, 'Disable…').click();
    await sees(panel, `Its shared list ${office} is detached.`);
    await canPress(panel, 'Delete 1 entry and turn off');
    await button(panel, 'Delete 1 entry and turn off').click();
    await button(panel, 'Undo').click();
    await sees(panel, 'It is as it was before.');
    const { mode, count, lists: kept } = await scene().operator.allowlist(account);
    expect({ mode, count, lists: kept }).toEqual({ mode: 'enforce', count: 1, lists: [office] });
  });
});

describeExtension('A shared list of one’s own', (scene) => {
  const lists = new SharedLists(() => scene());
  const openList = async (...values: string[]) => {
    const list = await lists.create('office', ...values);
    await scene().chromium.keep({ connections: [await lists.connectionTo(list)] });
    const panel = await scene().chromium.openPage('sidepanel');
    for (const value of values) await entry(panel, value).waitFor();
    await hasRead(panel);
    return { list, panel };
  };

  it('connects by its invitation, and has a panel without mode and senders', async () => {
    const list = await lists.create('office', OFFICE);
    const { token } = await lists.issueToken(list, 'manager');
    const options = await scene().chromium.openPage('options');
    await sees(options, 'Connect to Sendgate');
    await scene().chromium.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = [
      'Invitation to Sendgate',
      `Endpoint: ${scene().front.url}`,
      `Shared list: ${list}`,
      `Token: ${token}`,
    ].join('\n');
    await options.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await options.getByLabel('Endpoint', { exact: true }).focus();
    await options.keyboard.press('ControlOrMeta+V');
    await sees(options, `This is the invitation for the shared list ${list}.`);
    await options.keyboard.press('Enter');
    await options.getByRole('heading', { name: `Shared list ${list}` }).waitFor();
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('heading', { name: list }).waitFor();
    await entry(panel, OFFICE).waitFor();
    await hasRead(panel);
    const tabs = await panel.getByRole('tab').allTextContents();
    expect(tabs).toEqual(['Allowlist', 'Alerts', 'History']);
    for (const gone of ['Pause (observe)', 'Disable…', 'Ask Sendgate'])
      expect(await button(panel, gone).count()).toBe(0);
    expect(await findFaults(panel)).toEqual([]);
  });

  it('adds, edits and deletes entries, and takes each back', async () => {
    const { list, panel } = await openList(OFFICE);
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').fill(SECOND);
    await sees(panel, 'Once added, all accounts with this list let it in.');
    await canPress(panel, 'Add 1 address');
    await button(panel, 'Add 1 address').click();
    await entry(panel, SECOND).waitFor();
    await button(panel, 'Undo').click();
    await expect.poll(() => lists.values(list)).toEqual([OFFICE]);
    await entry(panel, OFFICE).focus();
    await panel.keyboard.press('Enter');
    await panel.getByLabel(`Remark of ${OFFICE}`).fill('Frankfurt');
    await panel.keyboard.press('Enter');
    await sees(panel, 'Frankfurt');
    await button(panel, 'Clear…').click();
    await panel.getByRole('dialog', { name: 'Clear the shared list?' }).waitFor();
    await button(panel, 'Delete 1 entry all the same').click();
    await panel.getByRole('heading', { name: 'The shared list is empty' }).waitFor();
    expect(await lists.values(list)).toEqual([]);
    await button(panel, 'Undo').click();
    await sees(panel, 'It is as it was before.');
    await entry(panel, OFFICE).waitFor();
    expect(await lists.values(list)).toEqual([OFFICE]);
  });

  it('R15: shows on a press whom a deletion cuts off, by account, and asks nobody before', async () => {
    const { list, panel } = await openList(OFFICE, SECOND);
    const includer = await scene().connect('manager', OWN);
    await scene().chromium.keep({ connections: [await lists.connectionTo(list)] });
    await lists.attach(includer.account, list);
    await scene().operator.seeSenders(includer.account, OFFICE);
    const asked = () =>
      scene().front.seen.filter(({ method, url }) => method === 'POST' && url.includes('/preview'))
        .length;
    await entry(panel, OFFICE).focus();
    await panel.keyboard.press('Delete');
    await panel.getByRole('dialog', { name: `Delete ${OFFICE}?` }).waitFor();
    expect(asked()).toBe(0);
    await button(panel, `Delete ${OFFICE} all the same`).waitFor();
    await button(panel, 'Show the effect on accounts').click();
    await sees(panel, `${includer.account}: 1 sender would be refused`);
    await sees(panel, '1 account includes the list.');
    expect(asked()).toBe(1);
    expect(await findFaults(panel)).toEqual([]);
    await button(panel, `Delete ${OFFICE}, and cut off 1 sender`).click();
    await expect.poll(() => lists.values(list)).toEqual([SECOND]);
  });

  it('tells of an entry about to expire, extends it, and sends that one kind of alert', async () => {
    const { list, panel } = await openList(OFFICE);
    const { chromium } = scene();
    await expect.poll(() => chromium.kept(`told-alert:list-${list}: ${list}`)).toBeDefined();
    const heard = await chromium.overhearNotices();
    // The Worker warns one day before an entry expires.
    const expiring = { format: 'address', values: [SECOND], remark: 'Fair' };
    await lists.add(list, { ...expiring, expiresInSeconds: 86_401 });
    await expect
      .poll(async () => {
        await chromium.fireAlarm();
        return heard();
      })
      .toMatchObject([
        {
          title: `${SECOND} (Fair) expires tomorrow`,
          message: `After that, the shared list ${list} no longer lets it in.`,
        },
      ]);
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    await sees(panel, `${SECOND} (Fair) expires tomorrow`);
    await button(panel, 'Extend by 1 day').click();
    await sees(panel, '✓extended');
    await button(panel, 'Webhooks').click();
    await sees(
      panel,
      'It receives the one kind of alert that a shared list has: Entries about to expire.',
    );
    await panel.getByLabel('URL').fill('https://hooks.example.com/T0/B0/key');
    await button(panel, 'Add the webhook').click();
    await button(panel, 'I have kept it').click();
    await sees(panel, 'Standard Webhooks · Entries about to expire');
    expect(await findFaults(panel)).toEqual([]);
  });

  it('takes this browser’s address from the popup, under its name', async () => {
    const { list } = await openList(OFFICE);
    const popup = await scene().chromium.openPage('popup');
    await popup.getByRole('heading', { name: list }).waitFor();
    await sees(popup, 'Not on the list');
    await sees(popup, 'Once added, all accounts with this list let it in.');
    await button(popup, `Add ${HOME}`).click();
    await expect.poll(() => lists.values(list)).toEqual([OFFICE, HOME]);
    await sees(popup, /On the list/);
    expect(await findFaults(popup)).toEqual([]);
  });
});
