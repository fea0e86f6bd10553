/** Bindings and variables; the variables are parsed once, and a wrong one stops every answer rather than open anything. */
import { z } from 'zod';
import type { WebhookTargets } from '../../shared/webhook-target.ts';
import type { AccountObject } from '../objects/account/account-object.ts';
import type { DirectoryObject } from '../objects/directory/directory-object.ts';
import { type SendUpstreams, sendUpstreams } from './send-upstreams.ts';

export interface Env {
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject>;
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  readonly REPLICA: KVNamespace;
  readonly AUTH_FAILURES: RateLimit;
  readonly OPERATOR_TOKEN?: string;
  readonly UNKNOWN_ACCOUNTS?: string;
  readonly FAIL_MODE?: string;
  readonly DOVECOT_REFUSAL_MESSAGE?: string;
  readonly SEND_UPSTREAMS?: string;
  readonly WEBHOOK_TARGETS?: string;
}

/** What fits an Authorization header, and is too long to be guessed. */
const OPERATOR_TOKEN = /^[\x21-\x7e]{32,}$/;

const configurationOf = (env: Env) =>
  z.object({
    OPERATOR_TOKEN: z
      .string()
      .regex(OPERATOR_TOKEN, 'it has at least 32 visible ASCII characters and no blanks')
      .optional(),
    UNKNOWN_ACCOUNTS: z.enum(['deny', 'allow']).default('deny'),
    FAIL_MODE: z.enum(['closed', 'open']).default('closed'),
    DOVECOT_REFUSAL_MESSAGE: z.string().max(200).default(''),
    SEND_UPSTREAMS: sendUpstreams((name) => Reflect.get(env, name)).prefault(''),
    WEBHOOK_TARGETS: z.enum(['public', 'any']).default('public'),
  });

export interface Configuration {
  readonly operatorToken: string | undefined;
  /** What an account that was never provisioned gets (R2). */
  readonly unknownAccounts: 'deny' | 'allow';
  /** What a check gets when nothing can be read. */
  readonly failMode: 'closed' | 'open';
  /** What Dovecot shows a refused client; empty tells it no more than a wrong password would. */
  readonly dovecotRefusalMessage: string;
  /** What the Worker passes requests on to, by name; empty by default. */
  readonly sendUpstreams: SendUpstreams;
  /** Where alerts may be sent: to HTTPS on public hosts, or anywhere. */
  readonly webhookTargets: WebhookTargets;
}

const parsed = new WeakMap<Env, Configuration>();

/** Throws, naming the variable but never its value, when one is wrong. */
export function expectConfiguration(env: Env): Configuration {
  const known = parsed.get(env);
  if (known) return known;
  const result = configurationOf(env).safeParse(env);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(wrong.join('; '));
  }
  const configuration = {
    operatorToken: result.data.OPERATOR_TOKEN,
    unknownAccounts: result.data.UNKNOWN_ACCOUNTS,
    failMode: result.data.FAIL_MODE,
    dovecotRefusalMessage: result.data.DOVECOT_REFUSAL_MESSAGE,
    sendUpstreams: result.data.SEND_UPSTREAMS,
    webhookTargets: result.data.WEBHOOK_TARGETS,
  };
  parsed.set(env, configuration);
  return configuration;
}

export class ConfigurationError extends Error {}
