/**
 * In the forms of the panel nothing moves by itself. Each answer of the endpoint is held back until a person has waited
 * too long for it: what comes that late moves nothing either.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

const SIZES = [
  { width: 400, height: 800 },
  { width: 320, height: 640 },
];
const OVERDUE = 'Could not check who sends now.';

describeExtension('Nothing moves by itself', (scene) => {
  const open = async (size: (typeof SIZES)[number], ...values: string[]) => {
    const { account } = await scene().connect('manager', ...values);
    const senders = [7, 8, 9].map((last) => `198.51.100.${last}`);
    await scene().operator.seeSenders(account, HOME, ...senders);
    const panel = await scene().chromium.openPage('sidepanel', size);
    await panel.getByRole('tabpanel').waitFor();
    await hasRead(panel);
    return panel;
  };
  /** Does something about which the endpoint is asked, and lets it answer too late. */
  const late = async (panel: Page, act: () => Promise<void>) => {
    const release = scene().front.hold();
    await act();
    await sees(panel, OVERDUE);
    release();
    await panel.getByText(OVERDUE).first().waitFor({ state: 'hidden' });
    await hasRead(panel);
  };

  it.each(SIZES)('in the add form of a list that is off (%o)', async (size) => {
    const panel = await open(size);
    await button(panel, 'Add the first entry').click();
    await late(panel, () => panel.keyboard.type('192.0.2.7'));
    await button(panel, /^Turn on, and cut off 4 senders/).waitFor();
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('in the add form of a list that is on (%o)', async (size) => {
    const panel = await open(size, HOME);
    await button(panel, 'Add').click();
    await late(panel, () => panel.keyboard.type('198.51.100.7'));
    await sees(panel, '1 sender that is refused now will get in.');
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('in the import (%o)', async (size) => {
    const panel = await open(size, HOME);
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: 'Import…' }).click();
    await panel.getByLabel(/Or paste it here/).focus();
    await late(panel, () => panel.keyboard.type('198.51.100.7 # Lab'));
    await sees(panel, '1 sender that is refused now will get in.');
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('with several entries (%o)', async (size) => {
    const panel = await open(size, HOME, '198.51.100.7', '198.51.100.8');
    await entry(panel, '198.51.100.7').click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, '198.51.100.8').click({ modifiers: ['ControlOrMeta'] });
    expect(await shiftsOf(panel)).toEqual([]);
    await late(panel, () => panel.keyboard.press('Delete'));
    await button(panel, /cut off 2 senders/).waitFor();
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('while a pause is chosen (%o)', async (size) => {
    const panel = await open(size, HOME);
    await late(panel, () => button(panel, 'Pause (observe)').click());
    await choose(panel, '8 hours');
    await sees(panel, '3 senders');
    expect(await shiftsOf(panel)).toEqual([]);
  });
});
