/**
 * The variables, read once an isolate. A wrong one stops every answer rather than open anything.
 *
 * They are read by hand: every isolate reads them before its first check, and a schema library takes longer
 * to load than the check itself.
 */
import type { WebhookTargets } from '../../shared/webhook-target.ts';
import type { Env } from './env.ts';
import { readSendUpstreams, type SendUpstreams } from './send-upstreams.ts';

export interface Configuration {
  readonly operatorToken: string | undefined;
  /** The verdict about an account that was never provisioned (R2). */
  readonly unknownAccounts: 'deny' | 'allow';
  /** The verdict of a check when nothing can be read. */
  readonly failMode: 'closed' | 'open';
  /** The text that Dovecot shows a refused client. An empty one tells it no more than a wrong password would. */
  readonly dovecotRefusalMessage: string;
  /** The APIs that the Worker passes requests on to, by name; none by default. */
  readonly sendUpstreams: SendUpstreams;
  /** Where alerts may be sent: to HTTPS on public hosts, or anywhere. */
  readonly webhookTargets: WebhookTargets;
  /** Where on Earth objects are made; undefined: near the call that makes one. */
  readonly objectLocation: DurableObjectLocationHint | undefined;
}

/** Names the variable that is wrong, never its value. */
export class ConfigurationError extends Error {}

/** Visible ASCII fits an Authorization header, and 32 characters are too many to be guessed. */
const OPERATOR_TOKEN = /^[\x21-\x7e]{32,}$/;
const MAX_MESSAGE_CHARACTERS = 200;
/** Cloudflare's location hints. */
// biome-ignore format: a list
const LOCATIONS: readonly DurableObjectLocationHint[] = [
  'wnam', 'enam', 'sam', 'weur', 'eeur', 'apac', 'apac-ne', 'apac-se', 'oc', 'afr', 'me',
];

const known = new WeakMap<Env, Configuration>();

/** Throws a ConfigurationError that names every wrong variable. */
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

/** Undefined where the variable is not set; `findFault` says what is wrong with a text. */
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

/** The first choice is the default. */
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
