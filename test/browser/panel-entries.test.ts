import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, hasRead, sees, seesListOff } from './support/on-page.ts';

const OTHER = '192.0.2.10';
const DAY_MS = 86_400_000;

describeExtension('The list in the panel', (scene) => {
  const openList = async (...values: string[]) => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values, remark: 'Mail server' });
    const panel = await scene().chromium.openPage('sidepanel');
    for (const value of values) await entry(panel, value).waitFor();
    await hasRead(panel);
    return { account, panel };
  };
  const pick = async (panel: Page, value: string, item: string) => {
    await entry(panel, value).click();
    await panel.getByRole('menuitem', { name: item }).click();
  };
  const passDays = (days: number) => {
    // A moment more, since the clock is known to a second.
    scene().front.clockAheadMs = days * DAY_MS + 60_000;
  };
  const answer = (panel: Page, title: string | RegExp, name: string | RegExp) =>
    panel.getByRole('dialog', { name: title }).getByRole('button', { name }).click();

  /** The panel reads the list anew when a person comes back to it. */
  const lookAgain = (panel: Page) => panel.evaluate(() => void dispatchEvent(new Event('focus')));

  it('edits a remark in place, and nothing else of the entry (R8)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, OTHER, 'Edit remark');
    await panel.getByLabel(`Remark of ${OTHER}`).fill('Mail server, Frankfurt');
    await panel.keyboard.press('Enter');
    await sees(panel, /Mail server, Frankfurt/);
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.find(({ value }) => value === OTHER)?.remark).toBe('Mail server, Frankfurt');
    expect(entries).toHaveLength(2);
  });

  it('says of an entry when it was last used, or that it never was; its details say how often', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await expect.poll(() => entry(panel, OTHER).textContent()).toContain('never used');
    await scene().operator.seeSenders(account, OTHER);
    await lookAgain(panel);
    await expect.poll(() => entry(panel, OTHER).textContent()).toContain('used just now');
    expect(await entry(panel, HOME).textContent()).toContain('never used');
    await pick(panel, OTHER, 'Details');
    await sees(panel, /1 check$/);
  });

  it('shows any value whole, even in the narrowest panel, and copies it from its details', async () => {
    const range = '2001:db8:1111:2222:3333:4444:5555:6666-2001:db8:1111:2222:3333:4444:5555:7777';
    const { account } = await scene().connect('manager', HOME);
    const soon = { expiresInSeconds: 7200, remark: 'The old relays of the office in Frankfurt' };
    await scene().operator.add(account, { format: 'range', values: [range], ...soon });
    const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 700 });
    await entry(panel, range).waitFor();
    await hasRead(panel);
    const hidden = await panel.locator('.entry').evaluateAll((rows) =>
      rows.flatMap((row) => {
        const { top, bottom } = row.getBoundingClientRect();
        const value = row.querySelector('.entry-value') ?? row;
        const shown = value.getBoundingClientRect();
        const isWhole = value.scrollWidth <= value.clientWidth;
        return isWhole && shown.top >= top && shown.bottom <= bottom ? [] : [value.textContent];
      }),
    );
    expect(hidden).toEqual([]);
    expect(await entry(panel, range).textContent()).not.toContain('range');
    await pick(panel, range, 'Details');
    await button(panel, 'Copy').click();
    await sees(panel, 'Copied.');
    await panel.keyboard.press('Escape');
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').focus();
    await panel.keyboard.press('ControlOrMeta+V');
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(range);
  });

  it('marks what was of no use for thirty days, and shows it alone or first', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await scene().operator.seeSenders(account, OTHER);
    passDays(29);
    await panel.reload();
    await expect.poll(() => entry(panel, OTHER).textContent()).toContain('used 29 days ago');
    passDays(31);
    await panel.reload();
    await expect.poll(() => entry(panel, HOME).textContent()).toContain('unused 31 days');
    await button(panel, '2 unused').click();
    await sees(panel, '2 entries found');
    await panel.getByLabel('Order').first().selectOption('Longest unused');
    const rows = panel.getByRole('list', { name: 'Entries of the allowlist' }).getByRole('button');
    await expect.poll(() => rows.first().textContent()).toContain(HOME);
  });

  it('gives an entry an expiry, and takes it away again (R13)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, OTHER, 'Let it expire…');
    const dialog = panel.getByRole('dialog', { name: `How long to keep ${OTHER}` });
    await dialog.getByRole('radio', { name: '1 week' }).check({ force: true });
    await sees(panel, /It will expire on/);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await sees(panel, /left$/);
    await pick(panel, OTHER, 'Remove the expiry');
    const expiry = async () =>
      (await scene().operator.allowlist(account)).entries.map(({ expiresAt }) => expiresAt);
    await expect.poll(expiry).toEqual([null, null]);
  });

  it('deletes, refuses from then on, and takes it back (R9)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, OTHER, 'Delete');
    await sees(panel, `Deleted ${OTHER}.`);
    expect(await scene().operator.values(account)).toEqual([HOME]);
    await button(panel, 'Undo').click();
    await sees(panel, 'It is as it was before.');
    await entry(panel, OTHER).waitFor();
    expect(await scene().operator.values(account)).toContain(OTHER);
  });

  it('asks before the last entry goes, since that turns the list off (R10)', async () => {
    const { account, panel } = await openList(OTHER);
    await pick(panel, OTHER, 'Delete');
    await sees(panel, `Without ${OTHER} the list has no entries, and is off.`);
    await answer(panel, 'Delete the last entry?', 'Cancel');
    expect(await scene().operator.values(account)).toEqual([OTHER]);
    await pick(panel, OTHER, 'Delete');
    await answer(panel, 'Delete the last entry?', 'Delete and turn off');
    await seesListOff(panel);
    expect((await scene().operator.allowlist(account)).mode).toBe('off');
    expect(await scene().operator.verdict(account, '198.51.100.1')).toBe('allow');
  });

  it('asks before the entry goes that covers the address one is at (R18)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, HOME, 'Delete');
    await sees(panel, /Your current address .* is then not on the list\./);
    await answer(panel, `Delete ${HOME}?`, `Delete ${HOME}`);
    await sees(panel, `Deleted ${HOME}.`);
    expect(await scene().operator.verdict(account, HOME)).toBe('deny');
  });

  it('disables after a confirmation that says what it means, and restores (R11, R16)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await button(panel, 'Disable…').click();
    await sees(panel, 'All 2 entries are deleted, and the list is off.');
    await sees(panel, 'Any address will be able to send with the SMTP password alone.');
    await answer(panel, 'Disable the allowlist?', 'Delete 2 entries and turn off');
    await seesListOff(panel);
    expect((await scene().operator.allowlist(account)).mode).toBe('off');
    expect(await scene().operator.verdict(account, '198.51.100.1')).toBe('allow');

    await button(panel, 'Restore earlier entries').click();
    await button(panel, 'Restore these 2 entries').click();
    await sees(panel, /This turns the allowlist on\. After this, only listed addresses can send\./);
    expect(await scene().operator.values(account)).toEqual([]);
    await answer(panel, 'Restore 2 entries?', 'Restore 2 entries and turn the list on');
    await panel.getByRole('tab', { name: 'Allowlist' }).click();
    await entry(panel, OTHER).waitFor();
    expect(await scene().operator.values(account)).toHaveLength(2);
    expect(await scene().operator.verdict(account, '198.51.100.1')).toBe('deny');
  });

  it('pauses and enforces again, after saying so (R14)', async () => {
    const { account, panel } = await openList(HOME);
    await button(panel, 'Pause (observe)').click();
    await answer(panel, 'Pause the allowlist?', 'Pause, refuse nobody');
    await sees(panel, 'Observing');
    expect(await scene().operator.verdict(account, OTHER)).toBe('allow');
    await button(panel, 'Enforce').click();
    await answer(panel, 'Enforce the allowlist?', 'Enforce the list');
    await sees(panel, 'Enforcing');
    expect(await scene().operator.verdict(account, OTHER)).toBe('deny');
  });

  it('is read once more for who asks while it is being read, and not for each click', async () => {
    const { panel } = await openList(HOME);
    const asked = () => scene().front.seen.filter(({ url }) => url.endsWith('/allowlist'));
    const reads = () => asked().filter(({ method }) => method === 'GET').length;
    const before = reads();
    const askedBefore = asked().length;
    const release = scene().front.hold();
    await button(panel, 'Read it again').click();
    // The panel first asks the browser whether it may call the endpoint, so the call comes a moment
    // later.
    await expect.poll(() => asked().length).toBe(askedBefore + 1);
    for (let click = 0; click < 3; click++) await button(panel, 'Read it again').click();
    release();
    await expect.poll(reads).toBe(before + 2);
    await hasRead(panel);
    expect(reads()).toBe(before + 2);
  });

  it('says who has changed the list meanwhile, and does nothing on top of it by itself', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await scene().operator.add(account, { format: 'address', values: ['192.0.2.99'] });
    await pick(panel, OTHER, 'Delete');
    await sees(panel, /Since you looked, .*1 entry was added/);
    await sees(panel, `You wanted to delete ${OTHER}.`);
    await entry(panel, '192.0.2.99').waitFor();
    expect(await scene().operator.values(account)).toContain(OTHER);
    await button(panel, 'Do it now').click();
    await sees(panel, `Deleted ${OTHER}.`);
    expect((await scene().operator.values(account)).toSorted()).toEqual(
      ['192.0.2.99', HOME].toSorted(),
    );
  });

  it('keeps a remark that was being typed when somebody else changes the list', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, OTHER, 'Edit remark');
    const field = panel.getByLabel(`Remark of ${OTHER}`);
    await field.fill('Half a rem');
    await scene().operator.add(account, { format: 'address', values: ['192.0.2.99'] });
    await panel.keyboard.press('Enter');
    await sees(panel, /Since you looked/);
    expect(
      await panel
        .getByText(/Half a rem/)
        .or(field)
        .count(),
    ).toBeGreaterThan(0);
    await button(panel, 'Do it now').click();
    await sees(panel, /^Half a rem/);
  });

  it('asks anew when somebody else makes the entry the last one meanwhile (R10, R18)', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, HOME, 'Delete');
    await panel.getByRole('dialog', { name: `Delete ${HOME}?` }).waitFor();
    await scene().operator.remove(account, OTHER);
    await lookAgain(panel);
    await sees(panel, 'Any address will be able to send with the SMTP password alone.');
    await answer(panel, 'Delete the last entry?', 'Delete and turn off');
    await seesListOff(panel);
    expect(await scene().operator.values(account)).toEqual([]);
  });

  it('closes a question about an entry that somebody else has deleted, and says so', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, HOME, 'Delete');
    await panel.getByRole('dialog', { name: `Delete ${HOME}?` }).waitFor();
    await scene().operator.remove(account, HOME);
    await lookAgain(panel);
    await sees(panel, `${HOME} is no longer on the list.`);
    expect(await panel.getByRole('dialog').count()).toBe(0);
    expect(await scene().operator.values(account)).toEqual([OTHER]);
  });

  it('keeps what was typed for an entry that somebody else deletes, and no key meets another', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    await pick(panel, HOME, 'Edit remark');
    await panel.getByLabel(`Remark of ${HOME}`).fill('Half a rem');
    await scene().operator.remove(account, HOME);
    await lookAgain(panel);
    await sees(panel, /You wanted to change the remark of .* to “Half a rem”/);
    await sees(panel, `${HOME} is no longer on the list.`);
    for (const key of ['Delete', 'Enter', 'x']) await panel.keyboard.press(key);
    expect(await panel.evaluate(() => document.activeElement?.className)).toBe('panel-notice');
    await button(panel, 'Dismiss').click();
    await expect.poll(() => panel.getByText('Half a rem').count()).toBe(0);
    expect(await scene().operator.values(account)).toEqual([OTHER]);
  });

  it('makes two changes in a row, each on the list that the one before has made', async () => {
    const { account, panel } = await openList(HOME, OTHER, '192.0.2.11');
    const { promise: isHeld, resolve: release } = Promise.withResolvers<void>();
    await panel.route('**/allowlist/entries/*', async (route) => {
      await isHeld;
      await route.continue();
    });
    const rows = panel.getByRole('list', { name: 'Entries of the allowlist' });
    for (const value of [OTHER, '192.0.2.11']) {
      await entry(panel, value).focus();
      await panel.keyboard.press('Delete');
      await rows.locator('[aria-busy=true]').waitFor();
    }
    release();
    await expect.poll(() => scene().operator.values(account)).toEqual([HOME]);
    await entry(panel, '192.0.2.11').waitFor({ state: 'hidden' });
    expect(await panel.getByText(/Since you looked/).count()).toBe(0);
  });

  it('tells in the search whether an address would be allowed, and by which entry', async () => {
    const { account, panel } = await openList(HOME, OTHER);
    const search = panel.getByLabel('Search address or remark');
    await search.fill(OTHER);
    await sees(panel, `${OTHER} lets it in.`);
    await entry(panel, OTHER).waitFor();
    expect(await entry(panel, HOME).count()).toBe(0);
    await search.fill('198.51.100.4');
    await sees(panel, '198.51.100.4 is not allowed.');
    await button(panel, 'Ask Sendgate').click();
    await sees(panel, 'Sendgate answers the same.');
    await button(panel, 'Add it, 198.51.100.4').click();
    await button(panel, 'Add 1 address').click();
    await expect.poll(() => scene().operator.values(account)).toContain('198.51.100.4');
  });

  it('finds entries by what they cover and by remark, and shows a viewer no way to change them', async () => {
    const { account, token } = await scene().connect('viewer');
    expect(token.role).toBe('viewer');
    await scene().operator.add(account, { format: 'segment', values: ['198.51.100.0/24'] });
    await scene().operator.add(account, { format: 'address', values: [OTHER], remark: 'Relay' });
    const panel = await scene().chromium.openPage('sidepanel');
    for (const value of ['198.51.100.0/24', OTHER]) await entry(panel, value).waitFor();
    const search = panel.getByLabel('Search address or remark');
    await search.fill('198.51.100.9');
    await entry(panel, '198.51.100.0/24').waitFor();
    await entry(panel, OTHER).waitFor({ state: 'detached' });
    await search.fill('relay');
    await entry(panel, OTHER).waitFor();
    expect(await button(panel, 'Add').count()).toBe(0);
    expect(await button(panel, 'Disable…').count()).toBe(0);
    await entry(panel, OTHER).click();
    await panel.getByRole('menu').waitFor();
    expect(await panel.getByRole('menuitem', { name: 'Delete' }).count()).toBe(0);
  });
});
