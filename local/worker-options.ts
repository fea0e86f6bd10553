/** The settings of the Worker from wrangler.toml, and the values that override them. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './settings.ts';
import { DESCRIPTION } from './worker-bundle.ts';
import type { DescribedWorker } from './wrangler-config.ts';

export interface Overrides {
  /** Variables of the environment. They override those that wrangler.toml declares. */
  readonly environment?: Environment | undefined;
  /** Values that override all others. */
  readonly variables: Readonly<Record<string, string>>;
}

export async function readWorkerOptions(
  bundle: string,
  { environment = {}, variables }: Overrides,
) {
  const described: DescribedWorker = JSON.parse(await readFile(join(bundle, DESCRIPTION), 'utf8'));
  const { bindings } = described;
  const set = Object.keys(bindings).flatMap((name) =>
    environment[name] ? [[name, environment[name]]] : [],
  );
  return { ...described, bindings: { ...bindings, ...Object.fromEntries(set), ...variables } };
}
