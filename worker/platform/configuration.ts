/**
 * The variables of a deployment, read once in each isolate. If one is wrong, nothing is answered, because a
 * wrong setting must never let anyone in.
 *
 * They are read without a schema library: every isolate reads them before its first check, and such a library
 * takes longer to load than the check itself.
 */
import type { WebhookTargets } from '../../shared/webhook-target.ts';
import type { Env } from './env.ts';
import { readSendUpstreams, type SendUpstreams } from './send-upstreams.ts';

export interface Configuration {
  readonly operatorToken: string | undefined;
  /** The verdict for an account that was never provisioned (R2). */
  readonly unknownAccounts: 'deny' | 'allow';
  /** The verdict of a check if nothing can be read. */
  readonly failMode: 'closed' | 'open';
  /**
   * The text that Dovecot shows a refused client. If it is empty, the client sees the same answer as for a
   * wrong password.
   */
  readonly dovecotRefusalMessage: string;
  /** The APIs to which the Worker passes requests on, by name. There are none by default. */
  readonly sendUpstreams: SendUpstreams;
  /** The allowed targets of webhooks: HTTPS on public hosts, or anywhere. */
  readonly webhookTargets: WebhookTargets;
  /**
   * The region in which new objects are made. If it is undefined, they are made near the call that makes
   * them.
   */
  readonly objectLocation: DurableObjectLocationHint | undefined;
}

/** An error that names the wrong variable, but never its value. */
export class ConfigurationError extends Error {}

/** Visible ASCII fits an Authorization header, and nobody can guess 32 characters. */
const OPERATOR_TOKEN = /^[\x21-\x7e]{32,}$/;
const MAX_MESSAGE_CHARACTERS = 200;
/** Cloudflare's location hints. */
// biome-ignore format: a list
const LOCATIONS: readonly DurableObjectLocationHint[] = [
  'wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'apac-ne', 'apac-se', 'oc', 'afr', 'me',
];

const known = new WeakMap<Env, Configuration>();

/** Reads the configuration. It throws a ConfigurationError that names every wrong variable. */
export function expectConfiguration(env: Env): Configuration {
  const earlier = known.get(env);
  if (earlier) return earlier;
  const faults: string[] = [];
  const configuration = {
    operatorToken: readVariable(env, 'OPERATOR_TOKEN', faults, (text) =>
      OPERATOR_TOKEN.test(text)
        ? undefined
        : 'it has at least 32 visible ASCII characters and no blanks',
    ),
    unknownAccounts: readChoice(env, 'UNKNOWN_ACCOUNTS', ['deny', 'allow'], faults),
    failMode: readChoice(env, 'FAIL_MODE', ['closed', 'open'], faults),
    dovecotRefusalMessage:
      readVariable(env, 'DOVECOT_REFUSAL_MESSAGE', faults, (text) =>
        text.length <= MAX_MESSAGE_CHARACTERS
          ? undefined
          : `it has at most ${MAX_MESSAGE_CHARACTERS} characters`,
      ) ?? '',
    sendUpstreams: readUpstreams(env, faults),
    webhookTargets: readChoice(env, 'WEBHOOK_TARGETS', ['public', 'any'], faults),
    objectLocation: readLocation(env, faults),
  };
  if (faults.length > 0) throw new ConfigurationError(faults.join('; '));
  known.set(env, configuration);
  return configuration;
}

function readUpstreams(env: Env, faults: string[]): SendUpstreams {
  const text = readVariable(env, 'SEND_UPSTREAMS', faults) ?? '';
  const read = readSendUpstreams(text, (name) => Reflect.get(env, name));
  if (read.ok) return read.value;
  faults.push(`SEND_UPSTREAMS: ${read.error}`);
  return new Map();
}

function readLocation(env: Env, faults: string[]): DurableObjectLocationHint | undefined {
  const text = readVariable(env, 'OBJECT_LOCATION', faults) ?? '';
  const location = LOCATIONS.find((one) => one === text);
  if (text !== '' && !location)
    faults.push(`OBJECT_LOCATION: it is one of ${LOCATIONS.join(', ')}`);
  return location;
}

/** Reads a variable. It is undefined if the variable is not set. `findFault` says what is wrong with a text. */
function readVariable(
  env: Env,
  name: keyof Env,
  faults: string[],
  findFault: (text: string) => string | undefined = () => undefined,
): string | undefined {
  const value: unknown = env[name];
  if (value === undefined) return undefined;
  const fault = typeof value === 'string' ? findFault(value) : 'it is a text';
  if (fault !== undefined) faults.push(`${name}: ${fault}`);
  return typeof value === 'string' ? value : '';
}

/** Reads a variable with fixed choices. The first choice is the default. */
function readChoice<const Choice extends string>(
  env: Env,
  name: keyof Env,
  choices: readonly [Choice, ...Choice[]],
  faults: string[],
): Choice {
  const value: unknown = env[name];
  const choice = value === undefined ? choices[0] : choices.find((one) => one === value);
  if (choice === undefined) faults.push(`${name}: it is ${choices.join(' or ')}`);
  return choice ?? choices[0];
}
