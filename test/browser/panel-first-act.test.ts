import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, canPress, entry, hasRead, sees } from './support/on-page.ts';

const SENDER = '198.51.100.77';
const OTHER = '198.51.100.78';
const THIEF = '192.0.2.66';

const HINDRANCES: readonly [string, (panel: Page) => Promise<unknown>][] = [
  ['is held back by 4 s', (panel) => holdBack(panel, 4_000)],
  ['is held back by 30 s', (panel) => holdBack(panel, 30_000)],
  ['fails', (panel) => panel.route('**/allowlist/preview', (route) => route.abort())],
];

function holdBack(panel: Page, delayMs: number): Promise<unknown> {
  return panel.route('**/allowlist/preview', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await route.continue().catch(() => {});
  });
}

describeExtension('What Enter does in the panel', (scene) => {
  const open = async (listed: readonly string[], senders: readonly string[], mode = 'enforce') => {
    const { account } = await scene().connect();
    if (listed.length > 0)
      await scene().operator.add(account, { format: 'address', values: listed, mode });
    await scene().operator.seeSenders(account, ...senders);
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab').first().waitFor();
    for (const value of listed) await entry(panel, value).waitFor();
    await hasRead(panel);
    return { account, panel };
  };
  const modeOf = async (account: string) => (await scene().operator.allowlist(account)).mode;
  const verdict = (account: string, address: string) => scene().operator.verdict(account, address);

  it.each(HINDRANCES)(
    'cuts nobody off with a first entry where the preview %s',
    async (_, hinder) => {
      const { account, panel } = await open([], [SENDER]);
      await hinder(panel);
      await button(panel, 'Add the first entry').click();
      await panel.getByLabel('Values, one a line').fill(HOME);
      await panel.getByLabel('Remark').focus();
      await expect
        .poll(async () => {
          await panel.keyboard.press('Enter');
          await panel.keyboard.press('Control+Enter');
          return modeOf(account);
        })
        .not.toBe('off');
      expect(await modeOf(account)).toBe('observe');
      expect(await verdict(account, SENDER)).toBe('allow');
    },
  );

  it.each(HINDRANCES)('cuts nobody off by a deletion where the preview %s', async (_, hinder) => {
    const { account, panel } = await open([HOME, SENDER], [SENDER]);
    await hinder(panel);
    await entry(panel, SENDER).focus();
    await panel.keyboard.press('Delete');
    const dialog = panel.getByRole('dialog', { name: `Delete ${SENDER}?` });
    await dialog.waitFor();
    const guarded = dialog.getByRole('button', { name: /^Delete .* (all the same|1 sender)$/ });
    await guarded.waitFor();
    await guarded.focus();
    await panel.keyboard.press('Enter');
    await sees(panel, 'Enter does not do this. Press Space, or click.');
    expect(await verdict(account, SENDER)).toBe('allow');
  });

  it.each(HINDRANCES)('cuts nobody off by enforcing where the preview %s', async (_, hinder) => {
    const { account, panel } = await open([HOME], [SENDER], 'observe');
    await hinder(panel);
    await button(panel, 'Enforce').click();
    const dialog = panel.getByRole('dialog', { name: 'Enforce the allowlist?' });
    await dialog.getByRole('button', { name: 'Enforce the list all the same' }).waitFor();
    await dialog.getByRole('button', { name: /^Enforce the list/ }).focus();
    await panel.keyboard.press('Enter');
    await sees(panel, 'Enter does not do this. Press Space, or click.');
    expect(await modeOf(account)).toBe('observe');
    await dialog.getByRole('button', { name: 'Cancel' }).focus();
    await panel.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await modeOf(account)).toBe('observe');
  });

  it('takes the senders that would be cut off into the text, and then turns the list on', async () => {
    const { account, panel } = await open([], [SENDER, OTHER]);
    await button(panel, 'Add the first entry').click();
    await panel.getByLabel('Values, one a line').fill(HOME);
    await button(panel, 'Turn on, and cut off 2 senders').waitFor();
    await button(panel, 'Add these 2 too').click();
    await canPress(panel, /^Add 3 addresses and turn the list on/);
    await panel.keyboard.press('Control+Enter');
    await entry(panel, SENDER).waitFor();
    expect((await scene().operator.values(account)).toSorted()).toEqual(
      [SENDER, OTHER, HOME].toSorted(),
    );
    expect(await modeOf(account)).toBe('enforce');
    expect(await verdict(account, SENDER)).toBe('allow');
  });

  it('takes them beside a segment as one import; a thief is a choice of its own', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [OTHER] });
    await operator.seeLeak(account, THIEF);
    await operator.disable(account);
    await operator.seeSenders(account, SENDER);
    const panel = await scene().chromium.openPage('sidepanel');
    await button(panel, 'Add the first entry').click();
    await panel.getByLabel('Values, one a line').fill('203.0.113.0/24');
    await button(panel, `Add ${SENDER} too`).click();
    await canPress(panel, /^Import 2 entries and observe/);
    await button(panel, 'Turn on, and cut off 1 sender').waitFor();
    await sees(panel, 'Refused after the right password');
    await button(panel, `Add ${THIEF} too`).click();
    await canPress(panel, /^Import 3 entries and turn the list on/);
  });

  it('begins to observe if the list was turned off since it was read', async () => {
    const { account, panel } = await open([OTHER], [SENDER]);
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').fill(HOME);
    await canPress(panel, /^Add 1 address/);
    await scene().operator.disable(account);
    await panel.keyboard.press('Control+Enter');
    await entry(panel, HOME).waitFor();
    expect(await modeOf(account)).toBe('observe');
    expect(await verdict(account, SENDER)).toBe('allow');
  });

  it('says that a first entry which expires leaves a list that refuses everyone', async () => {
    const { panel } = await open([], []);
    await button(panel, 'Add the first entry').click();
    await panel.getByRole('radio', { name: '1 week', exact: true }).check({ force: true });
    await sees(panel, /^When it expires, .*, this list refuses everyone\.$/);
  });
});
