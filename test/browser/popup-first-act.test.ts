import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, hasRead, sees } from './support/on-page.ts';

const SENDER = '198.51.100.77';
const OTHER = '198.51.100.78';
const THIEF = '192.0.2.66';
const TURN_ON = `Turn the list on with ${HOME}`;
const OBSERVE = `Start observing with ${HOME}`;

describeExtension('The act that Enter does in the popup', (scene) => {
  /** Opens the popup of an account whose list is off, with these senders. */
  const openOff = async (
    senders: readonly string[],
    prepare?: (popup: Page) => Promise<unknown>,
  ) => {
    const { account } = await scene().connect();
    await scene().operator.seeSenders(account, ...senders);
    const popup = await scene().chromium.openPage('popup');
    if (prepare !== undefined) {
      await prepare(popup);
      await popup.reload();
    }
    return { account, popup };
  };
  const modeOf = async (account: string) => (await scene().operator.allowlist(account)).mode;
  const verdict = (account: string, address: string) => scene().operator.verdict(account, address);
  /** Holds the answers of the preview back for so long, as a slow endpoint does. */
  const holdBack = (delayMs: number) => (popup: Page) =>
    popup.route('**/allowlist/preview', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      await route.continue().catch(() => {});
    });
  /** Presses Enter again and again, like a person who can't wait, until the list is on. */
  const pressUntilOn = (popup: Page, account: string) =>
    expect
      .poll(async () => {
        await popup.keyboard.press('Enter');
        return modeOf(account);
      })
      .not.toBe('off');

  it('is to observe if somebody would be cut off; enforcing needs another press', async () => {
    const { account, popup } = await openOff([SENDER, OTHER]);
    await button(popup, OBSERVE).waitFor();
    const enforce = button(popup, 'Turn on, and cut off 2 senders');
    await enforce.focus();
    await popup.keyboard.press('Enter');
    await sees(popup, 'Enter does not do this. Press Space, or click.');
    expect(await modeOf(account)).toBe('off');
    await popup.keyboard.press('Space');
    await sees(popup, `Added ${HOME}.`);
    expect(await modeOf(account)).toBe('enforce');
    expect(await verdict(account, SENDER)).toBe('deny');
  });

  it.each([
    ['is held back by 4 s', holdBack(4_000)],
    ['is held back by 30 s', holdBack(30_000)],
    ['fails', (popup: Page) => popup.route('**/allowlist/preview', (route) => route.abort())],
  ])('cuts nobody off where the preview %s, however often it is pressed', async (_, prepare) => {
    const { account, popup } = await openOff([SENDER], prepare);
    await popup.locator('[type=submit]').waitFor();
    await pressUntilOn(popup, account);
    expect(await modeOf(account)).toBe('observe');
    expect(await verdict(account, SENDER)).toBe('allow');
  });

  it('waits for the preview for three seconds at most, and then says that it could not be checked', async () => {
    const { popup } = await openOff([SENDER], holdBack(4_000));
    expect(await button(popup, 'Checking who sends now…').isDisabled()).toBe(true);
    await sees(popup, 'Could not check who sends now.');
    await button(popup, OBSERVE).waitFor();
    await button(popup, 'Turn on all the same').waitFor();
    // The answer comes late. It says who would be cut off, and the first act stays what it is.
    await button(popup, 'Turn on, and cut off 1 sender').waitFor();
    await button(popup, OBSERVE).waitFor();
  });

  it('stays to observe when a late answer says that nobody would be cut off', async () => {
    const { popup } = await openOff([], holdBack(4_000));
    await button(popup, 'Turn on all the same').waitFor();
    await button(popup, TURN_ON).waitFor();
    expect(await popup.locator('[type=submit]').textContent()).toContain(OBSERVE);
  });

  it('is to observe as soon as somebody sends who would be cut off, and stays that', async () => {
    const { account, popup } = await openOff([], (page) => page.clock.install());
    await button(popup, TURN_ON).waitFor();
    await scene().operator.seeSenders(account, SENDER);
    await popup.clock.fastForward(31_000);
    await button(popup, 'Turn on, and cut off 1 sender').waitFor();
    await popup.keyboard.press('Enter');
    await sees(popup, `Added ${HOME}.`);
    expect(await modeOf(account)).toBe('observe');
  });

  it('waits for another check where the last one is from long ago', async () => {
    const { account, popup } = await openOff([], (page) => page.clock.install());
    await button(popup, TURN_ON).waitFor();
    await scene().operator.seeSenders(account, SENDER);
    await holdBack(30_000)(popup);
    // As a computer does that has slept.
    await popup.clock.fastForward(3_600_000);
    await popup.locator('[type=submit]:disabled').waitFor();
    await pressUntilOn(popup, account);
    expect(await modeOf(account)).toBe('observe');
  });

  it('is no replacement that cuts somebody off, where the preview fails', async () => {
    const { operator, front } = scene();
    const { account } = await scene().connect();
    const before = await scene().chromium.openPage('popup');
    await button(before, TURN_ON).click();
    await sees(before, `Added ${HOME}.`);
    await operator.seeSenders(account, HOME);
    front.address = SENDER;
    await before.route('**/allowlist/preview', (route) => route.abort());
    await before.reload();
    await button(before, `Replace ${HOME} with ${SENDER} all the same`).waitFor();
    await button(before, `Add ${SENDER}`).waitFor();
    await before.keyboard.press('Enter');
    await sees(before, `Added ${SENDER}.`);
    expect(await verdict(account, HOME)).toBe('allow');
  });

  it('does nothing if the list has changed since it was checked whom it cuts off', async () => {
    const { operator } = scene();
    const { account, popup } = await openOff([]);
    await button(popup, TURN_ON).waitFor();
    await hasRead(popup);
    await operator.add(account, { format: 'address', values: [SENDER] });
    await operator.disable(account);
    await popup.keyboard.press('Enter');
    await sees(popup, /^Nothing was done, since what you saw was out of date/);
    expect(await modeOf(account)).toBe('off');
  });
});

describeExtension('Senders that turning the list on would cut off', (scene) => {
  it('are added in one import, and then nobody is cut off', async () => {
    const { operator, chromium, front } = scene();
    const { account } = await scene().connect();
    await operator.seeSenders(account, SENDER, OTHER);
    const popup = await chromium.openPage('popup');
    await button(popup, 'Add these 2 too').click();
    await button(popup, `Turn the list on with ${HOME} and 2 more`).waitFor();
    await sees(popup, /^Nothing changes for the 2 senders/);
    front.seen.length = 0;
    await popup.keyboard.press('Enter');
    await sees(popup, '3 entries added.');
    const changes = front.seen.filter(
      ({ method, url }) => method === 'POST' && !/preview/.test(url),
    );
    expect(changes.map(({ url }) => url.split('/').at(-1))).toEqual(['import']);
    const { mode, entries } = await operator.allowlist(account);
    expect(mode).toBe('enforce');
    expect(entries.map(({ value, remark }) => `${value} ${remark}`).toSorted()).toEqual([
      `${SENDER} Recent senders`,
      `${OTHER} Recent senders`,
      `${HOME} Chrome on Linux`,
    ]);
    for (const address of [HOME, SENDER, OTHER]) {
      expect(await operator.verdict(account, address)).toBe('allow');
    }
    // Only its own address is offered to be replaced later.
    front.address = '203.0.113.99';
    await popup.reload();
    await sees(popup, new RegExp(`^${HOME.replaceAll('.', '\\.')} was added from this browser`));
  });

  it('are never taken together if the right password was refused there: each is a choice of its own', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [OTHER] });
    await operator.seeLeak(account, THIEF);
    await operator.disable(account);
    await operator.seeSenders(account, SENDER);
    const popup = await chromium.openPage('popup');
    await sees(popup, 'Refused after the right password');
    await button(popup, `Add ${SENDER} too`).click();
    await button(popup, `Start observing with ${HOME} and 1 more`).waitFor();
    await button(popup, 'Turn on, and cut off 1 sender').waitFor();
    expect(await button(popup, /^Add these|^Add the other/).count()).toBe(0);
    await button(popup, `Add ${THIEF} too`).click();
    await button(popup, `Turn the list on with ${HOME} and 2 more`).waitFor();
    await button(popup, 'Leave these 2 senders out again').click();
    await button(popup, OBSERVE).waitFor();
    expect(await operator.values(account)).toEqual([]);
  });

  it('can be added before an observing list is enforced, from the question itself', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [HOME], mode: 'observe' });
    await operator.seeSenders(account, SENDER, OTHER);
    const popup = await chromium.openPage('popup');
    await button(popup, 'Enforce').click();
    const question = popup.getByRole('dialog', { name: 'Enforce the allowlist?' });
    const enforce = question.getByRole('button', {
      name: 'Enforce the list, and cut off 2 senders',
    });
    await enforce.focus();
    await popup.keyboard.press('Enter');
    await sees(popup, 'Enter does not do this. Press Space, or click.');
    await question.getByRole('button', { name: 'Add these 2 too' }).click();
    await question.getByRole('button', { name: 'Enforce the list', exact: true }).click();
    await sees(popup, 'Enforcing');
    for (const address of [SENDER, OTHER]) {
      expect(await operator.verdict(account, address)).toBe('allow');
    }
  });
});
