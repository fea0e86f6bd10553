/** A round over several endpoints tells of each place, whatever the other endpoints answer. */
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { tellOfAlerts } from '../../../extension/background/alert-rounds.ts';
import type { Connection } from '../../../extension/model/connection.ts';
import { alertsOf, connections, toldAlertOf } from '../../../extension/storage/settings.ts';
import type { Alert } from '../../../shared/api.ts';
import { leaks } from '../support/build-alert.ts';
import { openLoopbackServer } from '../support/loopback-server.ts';

const BROKEN = { connectionId: 'broken', account: 'broken@example.com' };
const RIGHT = { connectionId: 'right', account: 'right@example.com' };

function connectionTo(endpoint: string, { connectionId, account }: typeof RIGHT): Connection {
  return {
    id: connectionId,
    endpoint,
    otherFamilyEndpoint: null,
    token: 'a-token-of-the-test',
    session: { role: 'manager', account, tokenId: 't1', name: 'Ada', expiresAt: null },
    accounts: [account],
  };
}

const noticed = async () => Object.keys(await browser.notifications.getAll());

beforeEach(() => fakeBrowser.reset());

describe('a round of alerts', () => {
  it.each([
    '{"alerts":null,"cursor":null}',
    '{}',
    '[null]',
    '{"alerts":[null],"cursor":null}',
    '{"alerts":[{"id":"a1","kind":"leaked-password","at":"soon"}],"cursor":null}',
    'null',
    '<!doctype html>',
  ])('tells of one place’s, with another that answers %s', async (body) => {
    let alerts: Alert[] = leaks(1);
    await using broken = await openLoopbackServer((response) => response.end(body));
    await using right = await openLoopbackServer((response) =>
      response.end(JSON.stringify({ alerts, cursor: null })),
    );
    await connections.setValue([connectionTo(broken.url, BROKEN), connectionTo(right.url, RIGHT)]);
    await tellOfAlerts();
    alerts = leaks(2, 1);
    await tellOfAlerts();
    expect(broken.asked.length).toBe(2);
    expect(await noticed()).toEqual([expect.stringContaining('"right@example.com","leak-2"')]);
    expect(await alertsOf(RIGHT).getValue()).toMatchObject({ alerts, trouble: null });
    expect(await alertsOf(BROKEN).getValue()).toMatchObject({
      alerts: [],
      trouble: { kind: 'not-sendgate' },
    });
  });

  it('tells of one place’s, with another of which something else lies in the storage', async () => {
    let alerts: Alert[] = leaks(1);
    await using server = await openLoopbackServer((response) =>
      response.end(JSON.stringify({ alerts, cursor: null })),
    );
    await connections.setValue([connectionTo(server.url, BROKEN), connectionTo(server.url, RIGHT)]);
    await tellOfAlerts();
    const key = 'broken:broken@example.com';
    await fakeBrowser.storage.local.set({
      [`alerts:${key}`]: { at: 'then', alerts: 'none' },
      [`alert-marks:${key}`]: { seen: null },
      [`told-alert:${key}`]: 7,
    });
    alerts = leaks(2, 1);
    await tellOfAlerts();
    expect(await noticed()).toContainEqual(expect.stringContaining('"right@example.com","leak-2"'));
    expect(await toldAlertOf(RIGHT).getValue()).toMatchObject({ id: 'leak-2' });
    expect(await alertsOf(BROKEN).getValue()).toMatchObject({ alerts, trouble: null });
  });
});
