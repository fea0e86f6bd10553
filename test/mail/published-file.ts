/** The files that an operator pastes. Only the README's own changes are made in them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSetup } from './mail-server.ts';

export const INTEGRATIONS = join(import.meta.dirname, '../../integrations');

/** The address of the agent in the published files. */
export const PUBLISHED_AGENT = 'http://127.0.0.1:8786';

/** Reads a file by its path in the folder of the integrations. */
export function readPublishedFile(
  { integrations }: Pick<ServerSetup, 'integrations'>,
  name: string,
  replacements: Readonly<Record<string, string>>,
): string {
  let text = readFileSync(join(integrations, name), 'utf8');
  for (const [placeholder, value] of Object.entries(replacements)) {
    // Without its placeholder the file would keep the published address, and the test would ask
    // there.
    if (!text.includes(placeholder)) throw new Error(`${name} does not mention ${placeholder}`);
    text = text.replaceAll(placeholder, value);
  }
  return text;
}
