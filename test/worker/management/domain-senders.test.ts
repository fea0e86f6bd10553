/** R19: senders and leaks of a domain account are those of each login and address. */
import { evictDurableObject } from 'cloudflare:test';
import { expect, it } from 'vitest';
import type { Sender } from '../../../shared/activity.ts';
import type { Leak } from '../../../shared/alert.ts';
import type * as api from '../../../shared/api.ts';
import { env, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const [DESK, OFFICE] = ['desk', 'office'];
const LISTED = '198.51.100.7';
const OTHER = '192.0.2.44';
let domains = 0;

/** A domain account that enforces a list of one address. */
async function scene() {
  const account = `@s${++domains}.example.net`;
  const path = `/v1/accounts/${encodeURIComponent(account)}`;
  await worker.operator('POST /v1/accounts', { body: { account } });
  const body = { format: 'address', values: [LISTED] };
  const listed = await worker.operator<api.Change>(`POST ${path}/allowlist/entries`, { body });
  const stub = env.ACCOUNTS.getByName(account);
  return {
    entryId: listed.body.added[0]?.id,
    stub,
    loginOf: (name: string) => `${name}${account}`,
    report: (senders: Sender[], leaks: Leak[] = []) =>
      stub.recordActivity({
        senders,
        leaks,
        others: { allowed: 0, refused: 0, observed: 0 },
        at: Date.now(),
      }),
    read: async <Body>(rest: string) => (await worker.operator<Body>(`GET ${path}/${rest}`)).body,
    preview: async (body: object) =>
      (await worker.operator<api.Preview>(`POST ${path}/allowlist/preview`, { body })).body,
  };
}

function sighting(address: string, login?: string): Sender {
  const [allowed, refused] = address === LISTED ? [1, 0] : [0, 1];
  const now = Date.now();
  return {
    address,
    ...(login !== undefined && { login }),
    firstSeenAt: now,
    lastSeenAt: now,
    allowed,
    refused,
    observed: 0,
    entryId: null,
    serverId: 'mx',
    passwordWasRight: true,
  };
}

function leak(address: string, login?: string): Leak {
  const named = login === undefined ? {} : { login };
  return { address, ...named, serverId: 'mx', at: Date.now(), count: 1 };
}

const pairsOf = (seen: readonly { login: string | null; address: string | null }[]) =>
  seen.map(({ login, address }) => [login, address]).toSorted();

it('each login and address is a sender of its own, also after the object has started anew', async () => {
  const { stub, loginOf, report, read } = await scene();
  const [desk, office] = [loginOf(DESK), loginOf(OFFICE)];
  await report([sighting(LISTED, desk), sighting(LISTED, office), sighting(OTHER, desk)]);
  await report([sighting(LISTED, desk)]);
  const expected = [
    [desk, OTHER],
    [desk, LISTED],
    [office, LISTED],
  ];
  const before = await read<api.SenderList>('senders');
  expect(pairsOf(before.senders)).toEqual(expected);
  const again = before.senders.find(({ login, address }) => login === desk && address === LISTED);
  expect(again).toMatchObject({ allowed: 2, verdict: 'allow' });
  await evictDurableObject(stub);
  expect(pairsOf((await read<api.SenderList>('senders')).senders)).toEqual(expected);
});

it('an isolate of the release before names no login, and the API then says null', async () => {
  const { report, read } = await scene();
  await report([sighting(OTHER)], [leak(OTHER)]);
  expect(pairsOf((await read<api.SenderList>('senders')).senders)).toEqual([[null, OTHER]]);
  const { alerts } = await read<api.AlertPage>('alerts');
  expect(alerts).toMatchObject([{ kind: 'leaked-password', login: null, address: OTHER }]);
});

it('a preview names the login of each sender that would be cut off', async () => {
  const { entryId, loginOf, report, preview } = await scene();
  const [desk, office] = [loginOf(DESK), loginOf(OFFICE)];
  await report([sighting(LISTED, desk), sighting(LISTED, office)]);
  const add = { format: 'address', values: [OTHER] };
  const { cutOff } = await preview({ replace: { remove: [entryId], add } });
  expect(pairsOf(cutOff)).toEqual([
    [desk, LISTED],
    [office, LISTED],
  ]);
});

it('a leak raises an alert an hour for each login, and the alert names it', async () => {
  const { loginOf, report, read } = await scene();
  const [desk, office] = [loginOf(DESK), loginOf(OFFICE)];
  await report([sighting(OTHER, desk)], [leak(OTHER, desk)]);
  await report([sighting(OTHER, office)], [leak(OTHER, office)]);
  await report([sighting(OTHER, desk)], [leak(OTHER, desk)]);
  const { alerts } = await read<api.AlertPage>('alerts');
  expect(alerts).toMatchObject([
    { kind: 'leaked-password', login: office, address: OTHER },
    { kind: 'leaked-password', login: desk, address: OTHER },
  ]);
});

it('checks of its logins are told with the login, and those of a login with an account of its own are not', async () => {
  const { loginOf, read } = await scene();
  const [desk, own] = [loginOf(DESK), loginOf('own')];
  await worker.operator('POST /v1/accounts', { body: { account: own, off: true } });
  const token = await worker.relayToken();
  const headers = { 'X-Sendgate-Password-Right': '1' };
  for (const [account, address] of [
    [desk, LISTED],
    [desk, OTHER],
    [own, OTHER],
  ])
    await worker.call('POST /v1/check', { token, headers, body: { account, address } });
  const { senders } = await read<api.SenderList>('senders');
  expect(pairsOf(senders)).toEqual([
    [desk, OTHER],
    [desk, LISTED],
  ]);
  const { alerts } = await read<api.AlertPage>('alerts');
  expect(pairsOf(alerts)).toEqual([[desk, OTHER]]);
});
