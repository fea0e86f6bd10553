/** What wrangler.toml says of the Worker, and what overrides it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from './settings.ts';
import { DESCRIPTION } from './worker-bundle.ts';
import type { DescribedWorker } from './wrangler-config.ts';

export interface Overrides {
  /** What it sets of the variables that wrangler.toml declares overrides them. */
  readonly environment?: Environment | undefined;
  /** Override all. */
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
