import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { hasRead } from './support/on-page.ts';

const OPENINGS = 9;

/**
 * The time of the browser's first drawing, in milliseconds. A popup is empty until its state is
 * known.
 */
async function paintedAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [paint] = list.getEntriesByName('first-contentful-paint');
          if (paint) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

describeExtension('Opening the popup', (scene) => {
  it('shows the last known state at once, while the endpoint is silent', async () => {
    const { chromium, front, operator } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [HOME] });
    const first = await chromium.openPage('popup');
    await first.getByText('Allowed').waitFor();
    await hasRead(first);
    await first.close();

    const release = front.hold();
    front.seen.length = 0;
    const times: number[] = [];
    for (let opening = 0; opening < OPENINGS; opening++) {
      const popup = await chromium.openPage('popup');
      await popup.getByText('Allowed').waitFor();
      await popup.getByRole('heading', { name: HOME }).waitFor();
      times.push(await paintedAt(popup));
      // The Worker was asked, and nothing that was shown came from its answer.
      await expect.poll(() => front.seen.length).toBeGreaterThan(0);
      await popup.close();
    }
    release();
    const median = times.toSorted((left, right) => left - right)[Math.floor(OPENINGS / 2)] ?? 0;
    process.stderr.write(`the popup shows its state after ${Math.round(median)} ms (median)\n`);
  });

  it('swaps in what is new, and moves nothing', async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    const popup = await scene().chromium.openPage('popup');
    await popup.getByText('Allowed').waitFor();
    await hasRead(popup);
    const release = scene().front.hold();
    await popup.reload();
    await popup.getByText('Allowed').waitFor();
    const place = () => popup.getByRole('heading', { name: HOME }).boundingBox();
    const before = await place();
    release();
    await hasRead(popup);
    expect(await place()).toEqual(before);
    const shift = await popup.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => {
            const shifts = list.getEntries() as (PerformanceEntry & { readonly value: number })[];
            resolve(shifts.reduce((sum, { value }) => sum + value, 0));
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => resolve(0), 100);
        }),
    );
    expect(shift).toBeLessThan(0.02);
  });
});
