/** Keeps the agent as a release has it: one file. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleAgent } from '../../agent/packaging/bundle-agent.ts';
import { RELEASES } from './releases.ts';

const AGENT_SCRIPT = 'sendgate-agent.mjs';

export interface KeptAgent {
  readonly name: string;
  readonly script: string;
}

/** Puts the agent of this version into the release's folder, and returns the file. */
export async function keepAgent(release: string): Promise<string> {
  const script = join(release, AGENT_SCRIPT);
  await mkdir(release, { recursive: true });
  await writeFile(script, (await bundleAgent()).text);
  return script;
}

/** The agents of the kept releases. Version 0.2.0 has none. */
export function keptAgents(): KeptAgent[] {
  const agents = RELEASES.map(({ name, folder }) => ({ name, script: join(folder, AGENT_SCRIPT) }));
  return agents.filter(({ script }) => existsSync(script));
}
