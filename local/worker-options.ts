/** wrangler.toml, the one home of bindings and variables, as the local runtime wants it. */
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';
import type { Environment } from './settings.ts';

export const WRANGLER_CONFIG = join(import.meta.dirname, '..', 'wrangler.toml');

type Variables = Readonly<Record<string, string>>;

/** The variables override those of wrangler.toml. */
export function readWorkerOptions(variables: Variables) {
  const config = readConfig();
  // The rules say what to bundle besides scripts; Miniflare gets the finished bundle and refuses them.
  const { modulesRules, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return { ...options, name: config.name, bindings: { ...config.vars, ...variables } };
}

/** What the environment sets of the variables that wrangler.toml declares. */
export function findWorkerVariables(environment: Environment): Variables {
  return Object.fromEntries(
    Object.keys(readConfig().vars).flatMap((name) =>
      environment[name] ? [[name, environment[name]]] : [],
    ),
  );
}

/** All of it but the secrets. */
export function readConfig() {
  // Wrangler would look for the secrets where they are not, and say that they are missing.
  const { secrets, ...config } = unstable_readConfig({ config: WRANGLER_CONFIG });
  return config;
}
