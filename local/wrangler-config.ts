/**
 * Reads wrangler.toml, the only source of bindings and variables, with wrangler's own reader, which takes long
 * to load.
 */
import { join } from 'node:path';
import { unstable_getMiniflareWorkerOptions, unstable_readConfig } from 'wrangler';

export const WRANGLER_CONFIG = join(import.meta.dirname, '..', 'wrangler.toml');

export type DescribedWorker = ReturnType<typeof describeWorker>;

/** Describes the Worker for the local runtime, without its code. */
export function describeWorker() {
  const config = readConfig();
  // The rules say what to bundle in addition to scripts. Miniflare gets the finished bundle and refuses such
  // rules.
  const { modulesRules, ...options } = unstable_getMiniflareWorkerOptions(config).workerOptions;
  return { ...options, name: config.name, bindings: config.vars };
}

/** Reads everything except the secrets. */
export function readConfig() {
  // Wrangler looks for secrets in files that this program does not use, and would report them as missing.
  const { secrets, ...config } = unstable_readConfig({ config: WRANGLER_CONFIG });
  return config;
}
