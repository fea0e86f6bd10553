/** The tab on consoles that a person has added: one registered script for each host they have allowed. */
import { browser } from 'wxt/browser';
import { matchPatternOf, permissionsFor } from '../model/console-hosts.ts';
import { inTurn } from '../model/in-turn.ts';
import { addedHosts } from '../storage/settings.ts';

const SCRIPT = '/console.js';

/** Registers what is missing and takes away what is too much: after a change of the hosts or the permissions. */
export const registerConsoleScripts = inTurn(async () => {
  // Asked for with the first host; until then there is no such part of the browser.
  if (!(await browser.permissions.contains({ permissions: ['scripting'] }))) return;
  const [hosts, registered] = await Promise.all([
    addedHosts.getValue(),
    browser.scripting.getRegisteredContentScripts(),
  ]);
  const allowed = await Promise.all(hosts.map(isAllowed));
  const wanted = hosts.filter((_, index) => allowed[index]);
  const there = registered.map(({ id }) => id);
  const ids = there.filter((id) => !wanted.includes(id));
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids });
  const missing = wanted.filter((host) => !there.includes(host));
  if (missing.length === 0) return;
  await browser.scripting.registerContentScripts(
    missing.map((host) => ({ id: host, matches: [matchPatternOf(host)], js: [SCRIPT] })),
  );
  await Promise.all(missing.map(showOnOpenPages));
});

function isAllowed(host: string): Promise<boolean> {
  return browser.permissions.contains(permissionsFor(host));
}

/** A registered script runs on pages that load from now on. */
async function showOnOpenPages(host: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: matchPatternOf(host), discarded: false });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  const running = ids.map((tabId) =>
    browser.scripting.executeScript({ target: { tabId }, files: [SCRIPT] }),
  );
  // An error page has the host's name and takes no script.
  await Promise.allSettled(running);
}
