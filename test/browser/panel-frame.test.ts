/** The panel at three widths: everything is in its frame, and nothing moves once it is drawn. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

const LEAK = '198.51.100.66';
const OTHERS = Array.from({ length: 9 }, (_, index) => `192.0.2.${index + 1}`);

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** The sum of what moved without a person's doing, from the first drawing on. */
async function shiftsOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as Shift[]) {
            if (!entry.hadRecentInput) sum += entry.value;
          }
        }).observe({ type: 'layout-shift', buffered: true });
        // Buffered entries are told of before the second drawing from here.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
      }),
  );
}

const overflowOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return [scrollHeight - innerHeight, scrollWidth - innerWidth];
  });

describeExtension('The frame of the panel', (scene) => {
  describe.each([320, 400, 1200])('at %d px', (width) => {
    it('holds the list, a selection, the pause and a trouble, and nothing moves', async () => {
      const { operator, chromium, front } = scene();
      const { account } = await scene().connect('manager', HOME, ...OTHERS);
      await operator.seeLeak(account, LEAK);
      const panel = await chromium.openPage('sidepanel', { width, height: 640 });
      await entry(panel, HOME).waitFor();
      await hasRead(panel);
      await expect.poll(() => entry(panel, HOME).textContent()).toContain('never used');
      expect(await overflowOf(panel)).toEqual([0, 0]);
      // What is kept comes first, and what is read takes its place.
      await panel.reload();
      await expect.poll(() => entry(panel, HOME).textContent()).toContain('never used');
      await hasRead(panel);
      expect(await shiftsOf(panel)).toBe(0);

      const row = entry(panel, OTHERS[3] ?? '');
      const before = await row.boundingBox();
      await row.click({ modifiers: ['ControlOrMeta'] });
      await sees(panel, '1 selected');
      expect(await row.boundingBox()).toEqual(before);
      // Its acts stand in one row, where those of the list stood.
      expect((await panel.locator('.selection-bar').boundingBox())?.height).toBeLessThan(48);
      expect(await overflowOf(panel)).toEqual([0, 0]);
      await button(panel, 'Select none').click();
      await button(panel, 'Pause (observe)').click();
      await panel.locator('.preview .no').waitFor();
      expect(await overflowOf(panel)).toEqual([0, 0]);
      await choose(panel, '8 hours');
      await button(panel, 'Pause, refuse nobody').click();
      await sees(panel, /^Paused until/);
      expect(await overflowOf(panel)).toEqual([0, 0]);
      await panel.reload();
      await sees(panel, /^Paused until/);
      await hasRead(panel);
      expect(await shiftsOf(panel)).toBe(0);

      front.disorder = 'gone';
      await panel.reload();
      await button(panel, 'Try again').waitFor();
      await entry(panel, HOME).waitFor();
      expect(await overflowOf(panel)).toEqual([0, 0]);
    });
  });
});
