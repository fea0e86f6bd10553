/** Reads the settings from flags and environment, and checks them before anything starts. */
import { readCertificateFile } from '../../client/certificate-file.mjs';
import { parseSendgateUrl } from '../../client/sendgate-url.mjs';
import { SettingsError } from '../../client/settings-error.mjs';
import { readTokenFile } from '../../client/token-file.mjs';
import { parseListenAddress } from './listen-address.mjs';
import { OptionValues } from './option-values.mjs';

const MINUTE_MS = 60_000;

/**
 * @typedef {Exclude<ReturnType<typeof readSettings>, 'help'>} Settings
 */

/**
 * Reads the settings. Throws a SettingsError that names every mistake.
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment
 */
export function readSettings(args, environment) {
  const values = new OptionValues(args, environment);
  if (values.has('help')) return 'help';
  const url = values.read('url', parseSendgateUrl);
  const tokenFile = values.read('token-file', (text) => text);
  const caFile = values.readOptional('ca-file', (text) => text);
  const listen = values.read('listen', parseListenAddress);
  const timeoutSeconds = values.readWholeNumber('timeout-seconds');
  const maxInFlight = values.readWholeNumber('max-in-flight');
  const maxConnections = values.readWholeNumber('max-connections');
  const outageMinutes = values.readWholeNumber('outage-minutes');
  const seenMinutes = values.readWholeNumber('seen-minutes');
  if (
    url === undefined ||
    tokenFile === undefined ||
    listen === undefined ||
    timeoutSeconds === undefined ||
    maxInFlight === undefined ||
    maxConnections === undefined ||
    outageMinutes === undefined ||
    seenMinutes === undefined
  )
    throw new SettingsError(values.problems);
  return {
    task: taskOf(values),
    sendgate: {
      url,
      token: readTokenFile(tokenFile),
      ca: caFile === undefined ? undefined : readCertificateFile(caFile),
      timeoutMs: timeoutSeconds * 1000,
      maxInFlight,
    },
    listen,
    maxConnections,
    outageMs: outageMinutes * MINUTE_MS,
    seenMs: seenMinutes * MINUTE_MS,
  };
}

/** @param {OptionValues} values */
function taskOf(values) {
  if (values.has('check')) return 'check';
  return values.has('stdio') ? 'stdio' : 'listen';
}
