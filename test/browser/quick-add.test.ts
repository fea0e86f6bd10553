import type { Page } from 'playwright-core';
import { expect, it, vi } from 'vitest';
import { describeDesk } from './desk.ts';
import { HOME } from './endpoint-front.ts';

const ELSEWHERE = '198.51.100.77';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page) => page.getByRole('heading', { level: 2 }).first();
const shows = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor();

describeDesk('One click in the popup', (desk) => {
  const openPopup = () => desk().chromium.openPage('popup');

  it('adds the current address on Enter, after saying what that does (R6, R7, R12)', async () => {
    const { operator, chromium } = desk();
    const { account } = await desk().connect();
    const popup = await openPopup();
    await shows(popup, 'The allowlist is off. Any address may send with the password alone.');
    await shows(popup, /This turns the allowlist on.*only listed addresses can send.*Check that/);
    expect(await heading(popup).textContent()).toBe(HOME);
    await popup.keyboard.press('Enter');

    await shows(popup, `Added ${HOME}.`);
    expect(await operator.values(account)).toEqual([HOME]);
    expect(await operator.verdict(account, HOME)).toBe('allow');
    expect(await operator.verdict(account, ELSEWHERE)).toBe('deny');
    await vi.waitFor(async () => expect((await chromium.badge()).text).toBe('✓'));
    expect((await chromium.badge()).title).toBe(`${HOME} may send for ${account}.`);
  });

  it('keeps it as long as was chosen, under the remark that was typed', async () => {
    const { account } = await desk().connect();
    const popup = await openPopup();
    await popup.getByLabel('Remark').fill('Home office');
    await popup.getByRole('radio', { name: '8 hours' }).check({ force: true });
    await button(popup, `Add ${HOME}`).click();
    await shows(popup, `Added ${HOME}.`);
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
    await shows(popup, 'It is as it was before.');
    expect((await operator.allowlist(account)).mode).toBe('off');
    await vi.waitFor(async () => expect((await chromium.badge()).text).toBe('○'));
  });

  it('replaces the address that this browser had before', async () => {
    const { operator, front, chromium } = desk();
    const { account } = await desk().connect();
    const before = await openPopup();
    await button(before, `Add ${HOME}`).click();
    await shows(before, `Added ${HOME}.`);
    await before.close();

    front.address = ELSEWHERE;
    const popup = await openPopup();
    await shows(popup, 'Not allowed');
    await shows(popup, /was added from this browser .* Your address has changed since\./);
    await vi.waitFor(async () => expect((await chromium.badge()).text).toBe('✕'));
    await button(popup, `Replace ${HOME} with ${ELSEWHERE}`).click();
    await shows(popup, `Replaced by ${ELSEWHERE}.`);
    expect(await operator.values(account)).toEqual([ELSEWHERE]);
    expect(await operator.verdict(account, ELSEWHERE)).toBe('allow');

    await button(popup, 'Undo').click();
    await shows(popup, 'It is as it was before.');
    expect(await operator.values(account)).toEqual([HOME]);
  });

  it('adds beside the one before, when that is wanted', async () => {
    const { operator, front } = desk();
    const { account } = await desk().connect();
    const popup = await openPopup();
    await button(popup, `Add ${HOME}`).click();
    await shows(popup, `Added ${HOME}.`);
    front.address = ELSEWHERE;
    await popup.reload();
    await button(popup, 'Add and keep both').click();
    await shows(popup, `Added ${ELSEWHERE}.`);
    expect((await operator.values(account)).toSorted()).toEqual([ELSEWHERE, HOME]);
  });

  it('lets in a whole IPv6 network, or the address alone', async () => {
    const { operator, front } = desk();
    front.address = '2001:db8:4::9';
    const { account } = await desk().connect();
    const popup = await openPopup();
    await popup.getByRole('radio', { name: 'This address only' }).check({ force: true });
    await button(popup, 'Add 2001:db8:4::9').waitFor();
    await popup.getByRole('radio', { name: 'Your network (/64)' }).check({ force: true });
    await button(popup, 'Add 2001:db8:4::/64').click();
    await shows(popup, 'Added 2001:db8:4::/64.');
    expect(await operator.values(account)).toEqual(['2001:db8:4::/64']);
    expect(await operator.verdict(account, '2001:db8:4::abcd')).toBe('allow');
  });

  it('is not offered to a viewer, who gets the address to pass on', async () => {
    const { operator } = desk();
    const { account } = await desk().connect('viewer');
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const popup = await openPopup();
    await shows(popup, `Ask a manager of the account to add ${HOME}.`);
    expect(await button(popup, /^Add/).count()).toBe(0);
    await button(popup, `Copy ${HOME}`).click();
    await shows(popup, 'Copied.');
  });

  it('is not offered on a list that is full', async () => {
    const { operator } = desk();
    const { account } = await desk().connect();
    const values = Array.from({ length: 10 }, (_, index) => `192.0.2.${index + 1}`);
    await operator.add(account, { format: 'address', values });
    const popup = await openPopup();
    await shows(popup, 'The list is full with 10 entries.');
    expect(await button(popup, /^Add/).count()).toBe(0);
  });
});
