/** wrangler's configuration, and the id of the replica's KV namespace in it. */
import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { experimental_readRawConfig, unstable_readConfig } from 'wrangler';
import type { DeployArguments } from './deploy-arguments.ts';

const BINDING = 'REPLICA';

/** The parts of the configuration that matter here. */
interface WranglerEnvironment {
  readonly name?: string;
  readonly kv_namespaces?: { readonly binding: string; id?: string }[];
}

interface WranglerConfiguration extends WranglerEnvironment {
  readonly env?: Readonly<Record<string, WranglerEnvironment>>;
}

/** The title under which wrangler makes the namespace; undefined when the configuration has its id. */
export function findNamespaceTitle(args: DeployArguments): string | undefined {
  const { configuration: config, environment: env, name } = args;
  const read: WranglerEnvironment = unstable_readConfig({ config, env }, { hideWarnings: true });
  const replica = read.kv_namespaces?.find(({ binding }) => binding === BINDING);
  if (!replica || replica.id) return undefined;
  return `${name ?? read.name}-${BINDING.toLowerCase()}`;
}

export interface WrittenConfiguration extends Disposable {
  readonly path: string;
}

/** The operator's configuration with the id. It lies beside theirs, where the paths in it hold, until disposed of. */
export function writeConfiguration(args: DeployArguments, id: string): WrittenConfiguration {
  const { configuration: config, environment = '' } = args;
  const raw = experimental_readRawConfig({ config });
  const configuration: WranglerConfiguration = raw.rawConfig;
  const { kv_namespaces = [] } = configuration.env?.[environment] ?? configuration;
  for (const namespace of kv_namespaces) if (namespace.binding === BINDING) namespace.id = id;
  const name = `.wrangler.deploy-${randomBytes(4).toString('hex')}.json`;
  const path = join(dirname(raw.configPath), name);
  writeFileSync(path, JSON.stringify(configuration), { flag: 'wx' });
  return { path, [Symbol.dispose]: () => rmSync(path, { force: true }) };
}
