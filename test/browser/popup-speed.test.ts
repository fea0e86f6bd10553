import { expect, it } from 'vitest';
import { describeDesk } from './desk.ts';
import { HOME } from './endpoint-front.ts';

const OPENINGS = 9;

describeDesk('Opening the popup', (desk) => {
  it('shows the last known state without waiting for the endpoint', async () => {
    const { account } = await desk().connect();
    await desk().operator.add(account, { format: 'address', values: [HOME] });
    const first = await desk().chromium.openPage('popup');
    await first.getByText('Allowed').waitFor();
    await first.close();

    const release = desk().front.hold();
    const times: number[] = [];
    for (let opening = 0; opening < OPENINGS; opening++) {
      const page = await desk().chromium.context.newPage();
      const started = performance.now();
      await page.goto(desk().chromium.urlOf('popup'));
      await page.getByText('Allowed').waitFor();
      const shown = await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      );
      times.push(shown ?? performance.now() - started);
      await page.close();
    }
    release();
    expect(times).toHaveLength(OPENINGS);
    const median = times.toSorted((left, right) => left - right)[Math.floor(OPENINGS / 2)] ?? 0;
    process.stderr.write(`the popup shows its state after ${Math.round(median)} ms (median)\n`);
  });

  it('swaps in what is new, and moves nothing', async () => {
    const { account } = await desk().connect();
    await desk().operator.add(account, { format: 'address', values: [HOME] });
    const popup = await desk().chromium.openPage('popup');
    await popup.getByText('Allowed').waitFor();
    const release = desk().front.hold();
    await popup.reload();
    await popup.getByText('Allowed').waitFor();
    const place = () => popup.getByRole('heading', { name: HOME }).boundingBox();
    const before = await place();
    release();
    await popup.waitForLoadState('networkidle');
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
