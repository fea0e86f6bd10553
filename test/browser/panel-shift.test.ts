/**
 * In the forms of the panel nothing moves by itself. What the endpoint answers too late moves nothing either.
 */
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, sees } from './support/on-page.ts';
import { late, openPanel, SIZES } from './support/overdue-answer.ts';

describeExtension('Nothing moves by itself', (scene) => {
  it.each(SIZES)('in the add form of a list that is off (%o)', async (size) => {
    const panel = await openPanel(scene, size);
    await button(panel, 'Add the first entry').click();
    await late(scene, panel, () => panel.keyboard.type('192.0.2.7'));
    await button(panel, /^Turn on, and cut off 4 senders/).waitFor();
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('in the add form of a list that is on (%o)', async (size) => {
    const panel = await openPanel(scene, size, HOME);
    await button(panel, 'Add').click();
    await late(scene, panel, () => panel.keyboard.type('198.51.100.7'));
    await sees(panel, '1 sender that is refused now will get in.');
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('in the import (%o)', async (size) => {
    const panel = await openPanel(scene, size, HOME);
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: 'Import…' }).click();
    await panel.getByLabel(/Or paste it here/).focus();
    await late(scene, panel, () => panel.keyboard.type('198.51.100.7 # Lab'));
    await sees(panel, '1 sender that is refused now will get in.');
    expect(await shiftsOf(panel)).toEqual([]);
  });
});
