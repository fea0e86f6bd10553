/** wrangler.toml, the one home of bindings and variables, as wrangler reads it: which takes long to load. */
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';

export const WRANGLER_CONFIG = join(import.meta.dirname, '..', 'wrangler.toml');

export type DescribedWorker = ReturnType<typeof describeWorker>;

/** The Worker as the local runtime wants it, without its code. */
export function describeWorker() {
  const config = readConfig();
  // The rules say what to bundle besides scripts; Miniflare gets the finished bundle and refuses them.
  const { modulesRules, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return { ...options, name: config.name, bindings: config.vars };
}

/** All of it but the secrets. */
export function readConfig() {
  // Wrangler would look for the secrets where they are not, and say that they are missing.
  const { secrets, ...config } = unstable_readConfig({ config: WRANGLER_CONFIG });
  return config;
}
