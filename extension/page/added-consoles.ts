/** The consoles that a person or their company adds: their hosts in the settings, and the browser's permission for each. */
import { browser } from 'wxt/browser';
import { failure, type Result, success } from '../../shared/result.ts';
import type { AddedConsole, AddingProblem } from '../model/added-console.ts';
import { matchPatternOf, parseConsoleHost, permissionsFor } from '../model/console-hosts.ts';
import { consolesUnder } from '../model/policy.ts';
import { addedHosts, policy, tabPositions } from '../storage/settings.ts';

/** Must be called from a click of the person: a browser asks for permission at no other time. */
export async function addConsole(typed: string): Promise<Result<string, AddingProblem>> {
  const parsed = parseConsoleHost(typed);
  if (!parsed.ok) return failure({ kind: 'host', problem: parsed.error });
  const host = parsed.value;
  // This must be the first await. After any other await the browser no longer connects the call with the click.
  if (!(await requestPermission(host))) return failure({ kind: 'denied', host });
  const hosts = await addedHosts.getValue();
  if (hosts.includes(host)) return failure({ kind: 'twice', host });
  await addedHosts.setValue([...hosts, host]);
  return success(host);
}

export async function requestPermission(host: string): Promise<boolean> {
  return browser.permissions.request(permissionsFor(host)).catch(() => false);
}

/** All that lack a permission, in one question: by the person's own click, too. */
export async function requestPermissions(hosts: readonly string[]): Promise<boolean> {
  if (hosts.length === 0) return true;
  const origins = hosts.map(matchPatternOf);
  return browser.permissions.request({ permissions: ['scripting'], origins }).catch(() => false);
}

export async function removeConsole(host: string): Promise<void> {
  const hosts = await addedHosts.getValue();
  await addedHosts.setValue(hosts.filter((other) => other !== host));
  await dropPermissions([host]);
}

export async function dropPermissions(hosts: readonly string[]): Promise<void> {
  if (hosts.length === 0) return;
  await browser.permissions.remove({ origins: hosts.map(matchPatternOf) });
}

export async function readAddedConsoles(): Promise<AddedConsole[]> {
  const [company, added] = await Promise.all([policy.getValue(), addedHosts.getValue()]);
  return Promise.all(
    consolesUnder(company, added).map(async (host) => ({
      host,
      isOfPolicy: company.consoles.includes(host),
      granted: await browser.permissions.contains(permissionsFor(host)),
    })),
  );
}

/**
 * Calls back when a host was added or removed, or when a permission was granted or taken away, here or in the
 * browser.
 */
export function watchAddedConsoles(changed: () => void): void {
  addedHosts.watch(changed);
  policy.watch(changed);
  browser.permissions.onAdded.addListener(changed);
  browser.permissions.onRemoved.addListener(changed);
}

/** Shows the tab again on a site where it was hidden, at the position that it had. */
export async function showTab(host: string): Promise<void> {
  const positions = await tabPositions.getValue();
  const position = positions[host];
  if (!position) return;
  await tabPositions.setValue({ ...positions, [host]: { ...position, hidden: false } });
}
