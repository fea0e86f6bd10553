import { afterEach, beforeEach, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { awaitExpiry } from '../../../extension/background/refreshing.ts';
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
    await awaitExpiry(takeSnapshot(list, [HOME], [], serverNow()), serverNow());
    const alarm = await browser.alarms.get('expiry');
    expect(alarm?.scheduledTime).toBe(at - hours * HOUR_MS);
    await awaitExpiry(NOTHING_KNOWN, serverNow());
    expect(await browser.alarms.get('expiry')).toBeUndefined();
  },
);
