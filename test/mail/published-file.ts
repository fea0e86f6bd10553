/** The files an operator pastes, with nothing changed in them but what the README says to change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const INTEGRATIONS = join(import.meta.dirname, '../../integrations');

/** Its path in the project's integrations folder. */
export function readPublishedFile(
  name: string,
  replacements: Readonly<Record<string, string>>,
): string {
  let text = readFileSync(join(INTEGRATIONS, name), 'utf8');
  for (const [placeholder, value] of Object.entries(replacements)) {
    // A placeholder that is gone would leave the test with the published address.
    if (!text.includes(placeholder)) throw new Error(`${name} does not mention ${placeholder}`);
    text = text.replaceAll(placeholder, value);
  }
  return text;
}
