import { beforeEach, expect, it } from 'vitest';
import { type Browser, browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { grantWishes, type Wish } from '../../../extension/messages/drawer-wishes.ts';

const PANEL = {
  place: { connectionId: 'c1', account: 'sender@example.com' },
  view: 'history',
  entryId: null,
  at: 1,
};

let granted: (readonly [wish: Wish, tabId: number])[];

async function send(wish: unknown, change: Partial<Browser.runtime.MessageSender> = {}) {
  const tab = { id: 5 } as Browser.tabs.Tab;
  const url = browser.runtime.getURL('/drawer.html');
  const sender = { id: browser.runtime.id, url, tab, ...change };
  await fakeBrowser.runtime.onMessage.trigger({ wish }, sender, () => {});
}

beforeEach(() => {
  fakeBrowser.reset();
  granted = [];
  grantWishes((wish, tabId) => granted.push([wish, tabId]));
});

it.each([
  { kind: 'close-drawer' },
  { kind: 'open-options' },
  { kind: 'open-panel', panel: PANEL },
  { kind: 'open-panel', panel: { ...PANEL, view: 'allowlist', entryId: 'e1' } },
])('the drawer may wish for %j', async (wish) => {
  await send(wish);
  expect(granted).toEqual([[wish, 5]]);
});

it.each([
  ['another extension', { id: 'somebody-else' }],
  ['a script on the page', { url: 'https://console.tencentcloud.com/ses' }],
  ['another page of the extension', { url: 'chrome-extension://test-extension-id/sidepanel.html' }],
  ['no tab', { tab: undefined as never }],
])('%s may wish for nothing', async (_, change) => {
  await send({ kind: 'open-options' }, change);
  expect(granted).toEqual([]);
});

it.each([
  null,
  'open-options',
  { kind: 'erase-everything' },
  { kind: 'open-panel' },
  { kind: 'open-panel', panel: { ...PANEL, view: 'options' } },
  { kind: 'open-panel', panel: { ...PANEL, place: null } },
])('%j is no wish', async (wish) => {
  await send(wish);
  expect(granted).toEqual([]);
});
