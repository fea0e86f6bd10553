/** Exports, imports and erases the settings of this browser. */
import { failure, type Result, success } from '../../shared/result.ts';
import {
  type FileProblem,
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
  tabPositions,
} from '../storage/settings.ts';
import { dropPermissions } from './added-consoles.ts';

export async function exportSettings(): Promise<string> {
  const waiting = await awaitedConnections.getValue();
  return writeSettingsFile({
    language: await language.getValue(),
    connections: [...(await connections.getValue()).map(withoutToken), ...waiting],
    addedHosts: await addedHosts.getValue(),
    tabPositions: await tabPositions.getValue(),
  });
}

/** Adds the settings of a file to the existing ones. Returns how many connections now wait for their token. */
export async function importSettings(text: string): Promise<Result<number, FileProblem>> {
  const parsed = parseSettingsFile(text);
  if (!parsed.ok) return failure(parsed.error);
  const file = parsed.value;
  const hosts = await addedHosts.getValue();
  await addedHosts.setValue([...new Set([...hosts, ...file.addedHosts])]);
  await tabPositions.setValue({ ...(await tabPositions.getValue()), ...file.tabPositions });
  await language.setValue(file.language);
  return success(await awaitConnections(file.connections));
}

export async function eraseSettings(): Promise<void> {
  const hosts = await addedHosts.getValue();
  await eraseEverything();
  await dropPermissions(hosts);
}
