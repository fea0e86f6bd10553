/** The tab on consoles that a person or their company has added: one registered script for each host that is allowed. */
import { browser } from 'wxt/browser';
import { matchPatternOf, permissionsFor } from '../model/console-hosts.ts';
import { inTurn } from '../model/in-turn.ts';
import { consolesUnder } from '../model/policy.ts';
import { addedHosts, policy } from '../storage/settings.ts';

const SCRIPT = '/console.js';

/**
 * Registers the missing scripts and removes those that are no longer wanted. It runs after a change of the hosts or
 * of the permissions.
 */
export const registerConsoleScripts = inTurn(async () => {
  // The permission is requested together with the first host. Without it, `browser.scripting` does not exist.
  if (!(await browser.permissions.contains({ permissions: ['scripting'] }))) return;
  const [company, added, registered] = await Promise.all([
    policy.getValue(),
    addedHosts.getValue(),
    browser.scripting.getRegisteredContentScripts(),
  ]);
  const hosts = consolesUnder(company, added);
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

/** Runs the script on the pages that are open now. A registered script runs only on pages that load later. */
async function showOnOpenPages(host: string): Promise<void> {
  const tabs = await browser.tabs.query({ url: matchPatternOf(host), discarded: false });
  const ids = tabs.flatMap(({ id }) => id ?? []);
  const running = ids.map((tabId) =>
    browser.scripting.executeScript({ target: { tabId }, files: [SCRIPT] }),
  );
  // An error page has the address of the host, but no script can run on it.
  await Promise.allSettled(running);
}
