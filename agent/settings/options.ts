/** All options, with their variables, forms and defaults. The help text is made from them. */
import { HTTP_LISTEN_FORM, POLICY_LISTEN_FORM } from './listen-address.ts';

export interface Option {
  readonly help: string;
  /** If it is absent, the option is only a flag and has no value. */
  readonly variable?: string;
  /** The form of a value. If it is absent, the flag stands for `yes`. */
  readonly form?: string;
  readonly default?: string;
  readonly isRepeatable?: true;
}

export const OPTIONS = {
  url: {
    variable: 'SENDGATE_URL',
    form: 'https://sendgate.example.com',
    help: 'where Sendgate is; http:// for a loopback address only',
  },
  'token-file': {
    variable: 'SENDGATE_TOKEN_FILE',
    form: 'FILE',
    help: 'holds the relay token, issued with the right to copies; not readable by everyone',
  },
  'ca-file': {
    variable: 'SENDGATE_CA_FILE',
    form: 'FILE',
    help: 'PEM of the authorities to trust in place of the usual ones',
  },
  listen: {
    variable: 'SENDGATE_LISTEN',
    form: HTTP_LISTEN_FORM,
    default: '127.0.0.1:8786',
    isRepeatable: true,
    help: 'where mail servers and proxies ask by HTTP, with the relay token or the secret',
  },
  policy: {
    variable: 'SENDGATE_POLICY',
    form: POLICY_LISTEN_FORM,
    isRepeatable: true,
    help: 'where Postfix asks by its policy protocol, which knows no token',
  },
  state: {
    variable: 'SENDGATE_STATE',
    form: 'FILE',
    help: 'keeps the copies over a restart; without it, a start while Sendgate is away has none',
  },
  'secret-file': {
    variable: 'SENDGATE_SECRET_FILE',
    form: 'FILE',
    help: 'holds a secret that the mail server gives in place of the relay token',
  },
  fresh: {
    variable: 'SENDGATE_FRESH',
    form: '0-300',
    default: '30',
    help: 'seconds since the last synchronisation began in which a copy alone may allow; 0: never',
  },
  'max-stale': {
    variable: 'SENDGATE_MAX_STALE',
    form: '0-604800',
    default: '3600',
    help: 'seconds in which a copy decides while Sendgate is away; then the fail mode; 0: never',
  },
  timeout: {
    variable: 'SENDGATE_TIMEOUT',
    form: '0.1-30',
    default: '1.5',
    help: 'the longest a question to Sendgate may take, in seconds',
  },
  'max-in-flight': {
    variable: 'SENDGATE_MAX_IN_FLIGHT',
    form: '1-1000',
    default: '32',
    help: 'questions asked of Sendgate at a time; others wait for their turn',
  },
  'max-connections': {
    variable: 'SENDGATE_MAX_CONNECTIONS',
    form: '1-100000',
    default: '2000',
    help: 'connections at a time, of each listener',
  },
  'allow-remote': {
    variable: 'SENDGATE_ALLOW_REMOTE',
    help: 'may listen beyond this machine; the way there must be encrypted by something else',
  },
  config: {
    variable: 'SENDGATE_CONFIG',
    form: 'FILE',
    help: 'lines of VARIABLE=value for all that flags and environment leave open',
  },
  check: { help: 'try everything, say what was found, and end' },
  status: { help: 'ask the agent that runs what it holds, and end' },
  help: { help: 'this text' },
  version: { help: 'the version' },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;

export const OPTION_NAMES = Object.keys(OPTIONS) as readonly OptionName[];

export function optionOf(name: OptionName): Option {
  return OPTIONS[name];
}

/** Whether the option is a flag without a value. */
export function isFlag(name: OptionName): boolean {
  return optionOf(name).form === undefined;
}

export function helpText(): string {
  const described = OPTION_NAMES.map((name) => {
    const { variable, form, default: standard, help, isRepeatable } = optionOf(name);
    const from = [
      variable && (form ? variable : `${variable}=yes`),
      standard && `default ${standard}`,
      isRepeatable && 'may be repeated; in the variable with spaces between',
    ];
    const facts = from.filter(Boolean).join(', ');
    const head = `  --${name}${form ? ` ${form}` : ''}`;
    return `${head}\n      ${help}${facts ? ` (${facts})` : ''}\n`;
  });
  return `sendgate-agent: answers mail servers and proxies beside them, from copies of Sendgate's lists.

usage: sendgate-agent [flag…]

${described.join('')}`;
}
