/** Exports, imports and erases the settings of this browser. */
import { failure, type Result, success } from '../../shared/result.ts';
import { isLocked, languageUnder, NO_POLICY } from '../model/policy.ts';
import {
  type FileProblem,
  type ImportedSettings,
  parseSettingsFile,
  withoutToken,
  writeSettingsFile,
} from '../model/settings-file.ts';
import { awaitConnections } from '../storage/connections.ts';
import {
  addedHosts,
  awaitedConnections,
  connections,
  eraseEverything,
  language,
  policy,
  tabPositions,
} from '../storage/settings.ts';
import { dropPermissions } from './added-consoles.ts';

export async function exportSettings(): Promise<string> {
  const waiting = await awaitedConnections.getValue();
  return writeSettingsFile({
    language: languageUnder(NO_POLICY, await language.getValue()),
    connections: [...(await connections.getValue()).map(withoutToken), ...waiting],
    addedHosts: await addedHosts.getValue(),
    tabPositions: await tabPositions.getValue(),
  });
}

/** Adds to what is here, but for what the company has locked. */
export async function importSettings(text: string): Promise<Result<ImportedSettings, FileProblem>> {
  const parsed = parseSettingsFile(text);
  if (!parsed.ok) return failure(parsed.error);
  const file = parsed.value;
  const company = await policy.getValue();
  await tabPositions.setValue({ ...(await tabPositions.getValue()), ...file.tabPositions });
  if (!isLocked(company, 'language')) await language.setValue(file.language);
  if (!isLocked(company, 'consoles')) {
    const hosts = await addedHosts.getValue();
    await addedHosts.setValue([...new Set([...hosts, ...file.addedHosts])]);
  }
  const waiting = isLocked(company, 'connections') ? 0 : await awaitConnections(file.connections);
  return success({ waiting, withoutLocked: company.locked.length > 0 });
}

export async function eraseSettings(): Promise<void> {
  const hosts = await addedHosts.getValue();
  await eraseEverything();
  await dropPermissions(hosts);
}
