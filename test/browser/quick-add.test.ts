import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import type { Connection } from '../../extension/settings.ts';
import { describeDesk } from './desk.ts';
import { EndpointFront, HOME } from './endpoint-front.ts';
import { button, choose, sees } from './on-page.ts';

const ELSEWHERE = '198.51.100.77';

const heading = (page: Page) => page.getByRole('heading', { level: 2 }).first();

describeDesk('One click in the popup', (desk) => {
  const openPopup = () => desk().chromium.openPage('popup');

  it('adds the current address on Enter, after saying what that does (R6, R7, R12)', async () => {
    const { operator, chromium } = desk();
    const { account } = await desk().connect();
    const popup = await openPopup();
    await sees(popup, /^The allowlist is off\./);
    await sees(popup, /This turns the allowlist on.*only listed addresses can send.*Check that/);
    expect(await heading(popup).textContent()).toBe(HOME);
    await popup.keyboard.press('Enter');

    await sees(popup, `Added ${HOME}.`);
    expect(await operator.values(account)).toEqual([HOME]);
    expect(await operator.verdict(account, HOME)).toBe('allow');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('deny');
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    expect((await chromium.badge()).title).toBe(`${HOME} may send for ${account}.`);
  });

  it('keeps it as long as was chosen, under the remark that was typed', async () => {
    const { account } = await desk().connect();
    const popup = await openPopup();
    await popup.getByLabel('Remark').fill('Home office');
    await choose(popup, '8 hours');
    await button(popup, `Add ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    const [entry] = (await desk().operator.allowlist(account)).entries;
    expect(entry?.remark).toBe('Home office');
    const hours = (Date.parse(entry?.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7.9);
    expect(hours).toBeLessThanOrEqual(8);
  });

  it('can be taken back: what it turned on is off again', async () => {
    const { operator, chromium } = desk();
    const { account } = await desk().connect();
    const popup = await openPopup();
    await button(popup, `Add ${HOME}`).click();
    await button(popup, 'Undo').click();
    await sees(popup, 'It is as it was before.');
    expect((await operator.allowlist(account)).mode).toBe('off');
    await expect.poll(async () => (await chromium.badge()).text).toBe('○');
  });

  it('replaces the address that this browser had before', async () => {
    const { operator, front, chromium } = desk();
    const { account } = await desk().connect();
    const before = await openPopup();
    await button(before, `Add ${HOME}`).click();
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
    const { operator, front } = desk();
    const { account } = await desk().connect();
    const popup = await openPopup();
    await button(popup, `Add ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    front.address = ELSEWHERE;
    await popup.reload();
    await button(popup, 'Add and keep both').click();
    await sees(popup, `Added ${ELSEWHERE}.`);
    expect((await operator.values(account)).toSorted()).toEqual([ELSEWHERE, HOME]);
  });

  it('lets in a whole IPv6 network, or the address alone', async () => {
    const { operator, front } = desk();
    front.address = '2001:db8:4::9';
    const { account } = await desk().connect();
    const popup = await openPopup();
    await choose(popup, 'This address only');
    await button(popup, 'Add 2001:db8:4::9').waitFor();
    await choose(popup, 'Your network (/64)');
    await button(popup, 'Add 2001:db8:4::/64').click();
    await sees(popup, 'Added 2001:db8:4::/64.');
    expect(await operator.values(account)).toEqual(['2001:db8:4::/64']);
    expect(await operator.verdict(account, '2001:db8:4::abcd')).toBe('allow');
  });

  it('shows the address of the other family, too, and says which one the endpoint saw', async () => {
    const { chromium, operator } = desk();
    await using other = await EndpointFront.open(inject('workerUrl'));
    other.address = '2001:db8:4::9';
    const { account } = await desk().connect();
    const [connection] = (await chromium.kept('connections')) as Connection[];
    await chromium.keep({ connections: [{ ...connection, otherFamilyEndpoint: other.url }] });
    const popup = await openPopup();
    await sees(popup, 'IPv4 · the endpoint sees you at this one');
    await popup.getByRole('radio', { name: /^IPv6/ }).check({ force: true });
    await sees(popup, /the endpoint sees you at IPv4/);
    await button(popup, 'Add 2001:db8:4::/64').click();
    await sees(popup, 'Added 2001:db8:4::/64.');
    expect(await operator.verdict(account, '2001:db8:4::9')).toBe('allow');
    expect(other.seen.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
  });

  it('is not offered to a viewer, who gets the address to pass on', async () => {
    const { operator } = desk();
    const { account } = await desk().connect('viewer');
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const popup = await openPopup();
    await sees(popup, `Ask a manager of the account to add ${HOME}.`);
    expect(await button(popup, /^Add/).count()).toBe(0);
    await button(popup, `Copy ${HOME}`).click();
    await sees(popup, 'Copied.');
  });

  it('is not offered on a list that is full', async () => {
    const { operator } = desk();
    const { account } = await desk().connect();
    const values = Array.from({ length: 10 }, (_, index) => `192.0.2.${index + 1}`);
    await operator.add(account, { format: 'address', values });
    const popup = await openPopup();
    await sees(popup, 'The list is full with 10 entries.');
    expect(await button(popup, /^Add/).count()).toBe(0);
  });
});
