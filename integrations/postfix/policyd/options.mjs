/** All flags, with their variables, forms and defaults. The help text is made from them. */
import { LISTEN_FORM } from './listen-address.mjs';

/**
 * @typedef {object} Option
 * @property {string} help
 * @property {string} [variable] If it is absent, the option is only a flag and has no value.
 * @property {string} [form] The form of a value.
 * @property {string} [default]
 */

/** @type {Readonly<Record<string, Option>>} */
export const OPTIONS = {
  url: {
    variable: 'SENDGATE_URL',
    form: 'https://sendgate.example.com',
    help: 'where Sendgate is; http:// for a loopback address only',
  },
  'token-file': {
    variable: 'SENDGATE_TOKEN_FILE',
    form: 'FILE',
    help: 'holds the relay token; not readable by everyone',
  },
  'ca-file': {
    variable: 'SENDGATE_CA_FILE',
    form: 'FILE',
    help: 'PEM of the authorities to trust in place of the usual ones',
  },
  listen: {
    variable: 'SENDGATE_LISTEN',
    form: LISTEN_FORM,
    default: 'inet:127.0.0.1:10045',
    help: 'where Postfix asks',
  },
  'timeout-seconds': {
    variable: 'SENDGATE_TIMEOUT_SECONDS',
    form: '1-60',
    default: '5',
    help: 'the longest a check may take; then the client is told to try later',
  },
  'max-in-flight': {
    variable: 'SENDGATE_MAX_IN_FLIGHT',
    form: '1-1000',
    default: '32',
    help: 'checks asked of Sendgate at a time; others wait for their turn',
  },
  'max-connections': {
    variable: 'SENDGATE_MAX_CONNECTIONS',
    form: '1-100000',
    default: '2000',
    help: 'connections of Postfix at a time',
  },
  'outage-minutes': {
    variable: 'SENDGATE_OUTAGE_MINUTES',
    form: '0-1440',
    default: '0',
    help: 'so long after Sendgate became unreachable, let through what it allowed of late; 0: never',
  },
  'seen-minutes': {
    variable: 'SENDGATE_SEEN_MINUTES',
    form: '1-10080',
    default: '60',
    help: 'how long ago that may have been',
  },
  stdio: { help: 'serve standard input and output, for Postfix’s spawn(8)' },
  check: { help: 'ask Sendgate what the token is, say so and end' },
  help: { help: 'this text' },
};

export function helpText() {
  const described = Object.entries(OPTIONS).map(([flag, option]) => {
    const { variable, form, default: standard, help } = option;
    const head = `  --${flag}${form ? ` ${form}` : ''}`;
    const from = [variable, standard && `default ${standard}`].filter(Boolean).join(', ');
    return `${head}\n      ${help}${from ? ` (${from})` : ''}\n`;
  });
  return `sendgate-policyd: asks Sendgate whether a client's address may send, for Postfix.

usage: sendgate-policyd [flag…]

${described.join('')}`;
}
