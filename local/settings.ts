import { resolve } from 'node:path';
import { StartError } from './start-error.ts';

export interface StartSettings {
  readonly port: number;
  readonly host: string;
  readonly stateDir: string;
  /**
   * The operator's token. If it is undefined, one is made on the first run and kept with the state until a run
   * is given another.
   */
  readonly operatorToken: string | undefined;
  readonly trustClientAddressHeader: boolean;
  readonly buildExtension: boolean;
  /** Whether an agent is started beside the Worker. */
  readonly startAgent: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const MAX_PORT = 65_535;

/** Reads the settings. An empty variable counts as absent. Throws a StartError that names what is wrong. */
export function expectSettings(
  environment: Environment,
  flags: readonly string[] = [],
): StartSettings {
  const unknown = flags.find((flag) => flag !== '--agent');
  if (unknown !== undefined)
    throw new StartError(
      `There is no "${unknown}"; the one flag is --agent, all else are variables.`,
    );
  return {
    port: expectPort(environment.PORT || '8787'),
    host: environment.HOST || '127.0.0.1',
    stateDir: resolve(environment.STATE_DIR || '.sendgate'),
    operatorToken: environment.OPERATOR_TOKEN || undefined,
    trustClientAddressHeader: expectFlag(
      'TRUST_CLIENT_ADDRESS_HEADER',
      environment.TRUST_CLIENT_ADDRESS_HEADER || '0',
    ),
    buildExtension: expectFlag('BUILD_EXTENSION', environment.BUILD_EXTENSION || '1'),
    startAgent: flags.length > 0,
  };
}

function expectPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new StartError(`PORT must be a whole number from 0 to ${MAX_PORT}, not "${text}".`);
}

function expectFlag(name: string, text: string): boolean {
  if (text === '0' || text === '1') return text === '1';
  throw new StartError(`${name} must be 1 or 0, not "${text}".`);
}
