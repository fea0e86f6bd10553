import { parseArgs } from 'node:util';

/** The arguments of `wrangler deploy`, as far as they decide where it deploys what. */
export interface DeployArguments {
  readonly all: readonly string[];
  readonly withoutConfiguration: readonly string[];
  /** The ones that every command of wrangler takes. */
  readonly global: readonly string[];
  readonly configuration: string | undefined;
  readonly environment: string | undefined;
  readonly name: string | undefined;
}

const OPTIONS = {
  config: { type: 'string', short: 'c' },
  env: { type: 'string', short: 'e' },
  'env-file': { type: 'string' },
  profile: { type: 'string' },
  name: { type: 'string' },
} as const;
const GLOBAL = ['config', 'env', 'env-file', 'profile'];

export function parseDeployArguments(all: readonly string[]): DeployArguments {
  // Not strict: wrangler itself says what is wrong with them.
  const { values, tokens } = parseArgs({
    args: [...all],
    options: OPTIONS,
    strict: false,
    tokens: true,
  });
  const indexesOf = (names: readonly string[]) =>
    tokens.flatMap((token) => {
      if (token.kind !== 'option' || !names.includes(token.name)) return [];
      return token.inlineValue === false ? [token.index, token.index + 1] : [token.index];
    });
  const configuration = indexesOf(['config']);
  const global = indexesOf(GLOBAL);
  return {
    all,
    withoutConfiguration: all.filter((_, index) => !configuration.includes(index)),
    global: all.filter((_, index) => global.includes(index)),
    configuration: findText(values.config),
    environment: findText(values.env) ?? process.env.CLOUDFLARE_ENV,
    name: findText(values.name),
  };
}

function findText(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
