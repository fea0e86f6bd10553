/** The files an operator pastes, with nothing changed in them but what the README says to change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSetup } from './mail-server.ts';

export const INTEGRATIONS = join(import.meta.dirname, '../../integrations');

/** Its path in the folder of the integrations. */
export function readPublishedFile(
  { integrations }: Pick<ServerSetup, 'integrations'>,
  name: string,
  replacements: Readonly<Record<string, string>>,
): string {
  let text = readFileSync(join(integrations, name), 'utf8');
  for (const [placeholder, value] of Object.entries(replacements)) {
    // A placeholder that is gone would leave the test with the published address.
    if (!text.includes(placeholder)) throw new Error(`${name} does not mention ${placeholder}`);
    text = text.replaceAll(placeholder, value);
  }
  return text;
}
