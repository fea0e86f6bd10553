import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Browser } from 'wxt/browser';
import type { Connection } from '../../extension/model/connection.ts';
import { EndpointFront, HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, hasRead, sees } from './support/on-page.ts';
import { connectionOf, giveAccess } from './support/site.ts';

declare const chrome: typeof Browser;

const ELSEWHERE = '198.51.100.77';
const TURN_ON = `Turn the list on with ${HOME}`;

const heading = (page: Page) => page.getByRole('heading', { level: 2 }).first();

describeExtension('One click in the popup', (scene) => {
  const openPopup = () => scene().chromium.openPage('popup');

  it('adds the current address on Enter, after saying what that does (R6, R7, R12)', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    const popup = await openPopup();
    await sees(popup, /^The allowlist is off\./);
    await sees(popup, /^Once it is on, only listed addresses can send\. Check that/);
    expect(await heading(popup).textContent()).toBe(HOME);
    await button(popup, TURN_ON).waitFor();
    await popup.keyboard.press('Enter');

    await sees(popup, `Added ${HOME}.`);
    expect(await operator.values(account)).toEqual([HOME]);
    expect(await operator.verdict(account, HOME)).toBe('allow');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('deny');
    const title = `${HOME} may send for ${account}.`;
    await expect.poll(() => chromium.badge()).toEqual({ text: '✓', title });
  });

  it('keeps it as long as was chosen, under the remark that was typed', async () => {
    const { account } = await scene().connect();
    const popup = await openPopup();
    await button(popup, 'Change how long to keep it, and its remark').click();
    await popup.getByLabel('Remark').fill('Home office');
    await choose(popup, '8 hours');
    await button(popup, TURN_ON).click();
    await sees(popup, `Added ${HOME}.`);
    const [entry] = (await scene().operator.allowlist(account)).entries;
    expect(entry?.remark).toBe('Home office');
    const hours = (Date.parse(entry?.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7.9);
    expect(hours).toBeLessThanOrEqual(8);
  });

  it('can be taken back: what it turned on is off again', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    const popup = await openPopup();
    await button(popup, TURN_ON).click();
    await button(popup, 'Undo').click();
    await sees(popup, 'It is as it was before.');
    expect((await operator.allowlist(account)).mode).toBe('off');
    await expect.poll(async () => (await chromium.badge()).text).toBe('○');
  });

  it('replaces the address that this browser had before', async () => {
    const { operator, front, chromium } = scene();
    const { account } = await scene().connect();
    const before = await openPopup();
    await button(before, TURN_ON).click();
    await sees(before, `Added ${HOME}.`);
    await before.close();

    front.address = ELSEWHERE;
    const popup = await openPopup();
    await sees(popup, 'Not allowed');
    await sees(popup, /was added from this browser .* Your address has changed since\./);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✕');
    await button(popup, `Replace ${HOME} with ${ELSEWHERE}`).click();
    await sees(popup, `Replaced by ${ELSEWHERE}.`);
    expect(await operator.values(account)).toEqual([ELSEWHERE]);
    expect(await operator.verdict(account, ELSEWHERE)).toBe('allow');

    await button(popup, 'Undo').click();
    await sees(popup, 'It is as it was before.');
    expect(await operator.values(account)).toEqual([HOME]);
  });

  it('adds beside the one before, when that is wanted', async () => {
    const { operator, front } = scene();
    const { account } = await scene().connect();
    const popup = await openPopup();
    await button(popup, TURN_ON).click();
    await sees(popup, `Added ${HOME}.`);
    front.address = ELSEWHERE;
    await popup.reload();
    await button(popup, 'Add and keep both').click();
    await sees(popup, `Added ${ELSEWHERE}.`);
    expect((await operator.values(account)).toSorted()).toEqual([ELSEWHERE, HOME]);
  });

  it('lets in a whole IPv6 network, or the address alone', async () => {
    const { operator, front } = scene();
    front.address = '2001:db8:4::9';
    const { account } = await scene().connect();
    const popup = await openPopup();
    await choose(popup, 'This address only');
    await button(popup, 'Turn the list on with 2001:db8:4::9').waitFor();
    await choose(popup, 'Your network (/64)');
    await button(popup, 'Turn the list on with 2001:db8:4::/64').click();
    await sees(popup, 'Added 2001:db8:4::/64.');
    expect(await operator.values(account)).toEqual(['2001:db8:4::/64']);
    expect(await operator.verdict(account, '2001:db8:4::abcd')).toBe('allow');
  });

  it('shows the address of the other family, too, and says which one the endpoint saw', async () => {
    const { chromium, operator } = scene();
    await using other = await EndpointFront.open(inject('workerUrl'));
    other.address = '2001:db8:4::9';
    const { account } = await scene().connect();
    const [connection] = (await chromium.kept('connections')) as Connection[];
    await chromium.keep({ connections: [{ ...connection, otherFamilyEndpoint: other.url }] });
    const popup = await openPopup();
    // The popup gives this answer little time, and this machine may be slow.
    await popup.addInitScript(() => {
      AbortSignal.timeout = () => new AbortController().signal;
    });
    await popup.reload();
    await sees(popup, 'IPv4 · the endpoint sees you at this one');
    await popup.getByRole('radio', { name: /^IPv6/ }).check({ force: true });
    await sees(popup, /the endpoint sees you at IPv4/);
    await button(popup, 'Turn the list on with 2001:db8:4::/64').click();
    await sees(popup, 'Added 2001:db8:4::/64.');
    expect(await operator.verdict(account, '2001:db8:4::9')).toBe('allow');
    expect(other.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it('says who would be cut off, and can begin by observing instead (R14, R15)', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    await operator.seeSenders(account, ELSEWHERE, HOME);
    const popup = await openPopup();
    await sees(popup, /only listed addresses can send\. 1 recent sender would be cut off\.$/);
    await button(popup, 'Details…').click();
    await sees(popup, /^198\.51\.100\.77 1 allowed · last seen/);
    await button(popup, `Start observing with ${HOME}`).click();
    await sees(popup, /^The list only observes for now\./);
    expect((await operator.allowlist(account)).mode).toBe('observe');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('allow');

    await button(popup, 'Enforce').click();
    const question = popup.getByRole('dialog', { name: 'Enforce the allowlist?' });
    await question.getByText('1 recent sender will be cut off.').first().waitFor();
    await question.getByRole('button', { name: 'Enforce the list, and cut off 1 sender' }).click();
    await sees(popup, 'Enforcing');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('deny');
    await button(popup, 'Pause (observe)').click();
    await sees(popup, '1 sender that is refused now will get in.');
    await popup.getByRole('dialog').getByRole('button', { name: 'Pause, refuse nobody' }).click();
    await sees(popup, 'Observing');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('allow');
  });

  it('does nothing to a list that was turned on while it said what turning it on does', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    const popup = await openPopup();
    await button(popup, TURN_ON).waitFor();
    await hasRead(popup);
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const release = scene().front.hold();
    await popup.evaluate(() => void dispatchEvent(new Event('online')));
    await button(popup, TURN_ON).click();
    release();
    await sees(popup, /^Nothing was done, since what you saw was out of date/);
    expect(await operator.values(account)).toEqual([ELSEWHERE]);
  });

  it('says of a replacement who would be cut off (R15)', async () => {
    const { operator, front } = scene();
    const { account } = await scene().connect();
    const popup = await openPopup();
    await button(popup, TURN_ON).click();
    await sees(popup, `Added ${HOME}.`);
    await operator.seeSenders(account, HOME);
    front.address = ELSEWHERE;
    await popup.reload();
    await sees(popup, '1 recent sender will be cut off.');
    expect(await popup.locator('.preview').textContent()).toContain(HOME);
    // Somebody still sends from the address before, so Enter adds the new one beside it.
    await button(popup, `Add ${ELSEWHERE}`).waitFor();
    await button(popup, `Replace ${HOME} with ${ELSEWHERE}, and cut off 1 sender`).waitFor();
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${ELSEWHERE}.`);
    expect((await operator.values(account)).toSorted()).toEqual([ELSEWHERE, HOME]);
  });

  it('gives an entry that expires within a day one more, in one click (R13)', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    const values = { format: 'address', values: [HOME] };
    await operator.add(account, { ...values, expiresInSeconds: 7200 });
    const expiry = async () =>
      Date.parse((await operator.allowlist(account)).entries[0]?.expiresAt ?? '');
    const before = await expiry();
    const popup = await openPopup();
    await sees(popup, '2 hr left');
    await button(popup, 'Extend by 1 day').click();
    await expect.poll(expiry).toBe(before + 86_400_000);
    await button(popup, 'Extend by 1 day').waitFor({ state: 'detached' });
  });

  it('adds to the account that was chosen last, however long the browser takes to keep the choice', async () => {
    const { chromium, operator } = scene();
    const first = await scene().connect();
    const second = await giveAccess(scene(), 'manager');
    const connections = [
      connectionOf(scene(), first),
      { ...connectionOf(scene(), second), id: 'other' },
    ];
    await chromium.keep({ connections });
    const popup = await openPopup();
    await popup.addInitScript(() => {
      const { local } = chrome.storage;
      const set = local.set.bind(local);
      const never = new Promise<void>(() => {});
      Object.assign(local, { set: (items: object) => ('place' in items ? never : set(items)) });
    });
    await popup.reload();
    await button(popup, TURN_ON).waitFor();
    await popup.getByLabel('Choose an account').selectOption({ label: second.account });
    await button(popup, TURN_ON).click();
    await sees(popup, `Added ${HOME}.`);
    expect(await operator.values(second.account)).toEqual([HOME]);
    expect(await operator.values(first.account)).toEqual([]);
  });

  it('is not offered to a viewer, who gets the address to pass on', async () => {
    const { operator } = scene();
    const { account } = await scene().connect('viewer');
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const popup = await openPopup();
    await sees(popup, `Ask one of its managers to add ${HOME}.`);
    expect(await button(popup, /^Add/).count()).toBe(0);
    await button(popup, `Copy ${HOME}`).click();
    await sees(popup, 'Copied.');
  });

  it('is not offered on a list that is full', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    const values = Array.from({ length: 10 }, (_, index) => `192.0.2.${index + 1}`);
    await operator.add(account, { format: 'address', values });
    const popup = await openPopup();
    await sees(popup, 'The list is full with 10 entries.');
    expect(await button(popup, /^Add/).count()).toBe(0);
  });
});
