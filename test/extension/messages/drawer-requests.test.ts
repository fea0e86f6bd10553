import { beforeEach, expect, it } from 'vitest';
import { type Browser, browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import {
  type DrawerRequest,
  onDrawerRequest,
} from '../../../extension/messages/drawer-requests.ts';

const PANEL = {
  place: { connectionId: 'c1', account: 'sender@example.com' },
  view: 'history',
  entryId: null,
  windowId: null,
  at: 1,
};

let granted: (readonly [request: DrawerRequest, tabId: number])[];

async function send(request: unknown, change: Partial<Browser.runtime.MessageSender> = {}) {
  const tab = { id: 5 } as Browser.tabs.Tab;
  const url = browser.runtime.getURL('/drawer.html');
  const sender = { id: browser.runtime.id, url, tab, ...change };
  await fakeBrowser.runtime.onMessage.trigger({ request }, sender, () => {});
}

beforeEach(() => {
  fakeBrowser.reset();
  granted = [];
  onDrawerRequest((request, tabId) => granted.push([request, tabId]));
});

it.each([
  { kind: 'close-drawer' },
  { kind: 'open-options' },
  { kind: 'open-panel', panel: PANEL },
  { kind: 'open-panel', panel: { ...PANEL, view: 'allowlist', entryId: 'e1' } },
])('the drawer may ask for %j', async (request) => {
  await send(request);
  expect(granted).toEqual([[request, 5]]);
});

it.each([
  ['another extension', { id: 'somebody-else' }],
  ['a script on the page', { url: 'https://console.tencentcloud.com/ses' }],
  ['another page of the extension', { url: 'chrome-extension://test-extension-id/sidepanel.html' }],
  ['no tab', { tab: undefined as never }],
])('%s may ask for nothing', async (_, change) => {
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
])('%j is no request', async (request) => {
  await send(request);
  expect(granted).toEqual([]);
});
