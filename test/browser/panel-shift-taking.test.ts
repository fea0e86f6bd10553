/**
 * Where something is taken off a list, nothing moves by itself. What the endpoint answers too late moves nothing either.
 */
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, choose, entry, sees } from './support/on-page.ts';
import { late, openPanel, SIZES } from './support/overdue-answer.ts';

describeExtension('Nothing moves by itself', (scene) => {
  it.each(SIZES)('with several entries (%o)', async (size) => {
    const panel = await openPanel(scene, size, HOME, '198.51.100.7', '198.51.100.8');
    await entry(panel, '198.51.100.7').click({ modifiers: ['ControlOrMeta'] });
    await entry(panel, '198.51.100.8').click({ modifiers: ['ControlOrMeta'] });
    expect(await shiftsOf(panel)).toEqual([]);
    await late(scene, panel, () => panel.keyboard.press('Delete'));
    await button(panel, /cut off 2 senders/).waitFor();
    expect(await shiftsOf(panel)).toEqual([]);
  });

  it.each(SIZES)('while a pause is chosen (%o)', async (size) => {
    const panel = await openPanel(scene, size, HOME);
    await late(scene, panel, () => button(panel, 'Pause (observe)').click());
    await choose(panel, '8 hours');
    await sees(panel, '3 senders');
    expect(await shiftsOf(panel)).toEqual([]);
  });
});
