import { afterEach, beforeEach, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { awaitChange } from '../../../extension/background/refreshing.ts';
import { serverNow, setClockAhead } from '../../../extension/model/server-clock.ts';
import { NOTHING_KNOWN, takeSnapshot } from '../../../extension/model/snapshot.ts';
import { buildList, entry } from '../support/build-list.ts';

const HOUR_MS = 3_600_000;
const HOME = '203.0.113.57';

beforeEach(() => fakeBrowser.reset());
afterEach(() => setClockAhead(0));

it.each([-5, 0, 5])(
  'an expiry is awaited by the clock of the endpoint (%i hours ahead)',
  async (hours) => {
    setClockAhead(hours * HOUR_MS);
    const at = serverNow() + HOUR_MS;
    const expiresAt = new Date(at).toISOString();
    const list = buildList(entry('e1', HOME, { expiresAt }));
    await awaitChange(takeSnapshot(list, [HOME], [], serverNow()), serverNow());
    const alarm = await browser.alarms.get('expiry');
    expect(alarm?.scheduledTime).toBe(at - hours * HOUR_MS);
    await awaitChange(NOTHING_KNOWN, serverNow());
    expect(await browser.alarms.get('expiry')).toBeUndefined();
  },
);

it('the end of a pause is awaited, or what comes before it', async () => {
  const now = serverNow();
  const inHours = (hours: number) => new Date(now + hours * HOUR_MS).toISOString();
  const alarmAfter = async (pauseHours: number, entryHours: number) => {
    const list = buildList(entry('e1', HOME, { expiresAt: inHours(entryHours) }));
    const pause = { since: now - HOUR_MS, until: inHours(pauseHours) };
    await awaitChange({ ...takeSnapshot(list, [HOME], [], now), pause }, now);
    const { scheduledTime = 0 } = (await browser.alarms.get('expiry')) ?? {};
    return scheduledTime;
  };
  // A second later it is over for certain.
  expect(await alarmAfter(1, 2)).toBe(now + HOUR_MS + 1_000);
  expect(await alarmAfter(3, 2)).toBe(now + 2 * HOUR_MS);
  expect(await alarmAfter(-1, 2)).toBe(now + 2 * HOUR_MS);
});
