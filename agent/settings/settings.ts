/** Reads the settings from flags, environment and file, and checks them before anything starts. */
import { readCertificateFile } from '../../integrations/client/certificate-file.mjs';
import { parseSendgateUrl } from '../../integrations/client/sendgate-url.mjs';
import { SettingsError } from '../../integrations/client/settings-error.mjs';
import { readTokenFile } from '../../integrations/client/token-file.mjs';
import { type CredentialFiles, type Credentials, readSecretFile } from './credentials.ts';
import {
  isRemote,
  type ListenAddress,
  parseHttpListenAddress,
  parsePolicyListenAddress,
} from './listen-address.ts';
import { OptionValues } from './option-values.ts';

const SECOND_MS = 1000;

export interface Settings {
  readonly task: 'run' | 'check' | 'status';
  readonly url: URL;
  /** Certificates to trust in place of the usual ones. */
  readonly ca: string | undefined;
  readonly files: CredentialFiles;
  readonly credentials: Credentials;
  readonly listen: readonly ListenAddress[];
  readonly policy: readonly ListenAddress[];
  readonly stateFile: string | undefined;
  readonly freshMs: number;
  readonly maxStaleMs: number;
  readonly timeoutMs: number;
  readonly maxInFlight: number;
  readonly maxConnections: number;
}

/** Reads the settings. Throws a SettingsError that names every mistake. */
export function readSettings(
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Settings | 'help' | 'version' {
  const values = new OptionValues(args, environment);
  if (values.has('help')) return 'help';
  if (values.has('version')) return 'version';
  const url = values.read('url', parseSendgateUrl);
  const tokenFile = values.read('token-file', pathOf);
  const caFile = values.readOptional('ca-file', pathOf);
  const { listen, policy } = readListeners(values);
  const stateFile = values.readOptional('state', pathOf);
  const secretFile = values.readOptional('secret-file', pathOf);
  const fresh = values.readNumber('fresh');
  const maxStale = values.readNumber('max-stale');
  const timeout = values.readNumber('timeout');
  const maxInFlight = values.readNumber('max-in-flight');
  const maxConnections = values.readNumber('max-connections');
  const ca = values.readFile('ca-file', caFile, readCertificateFile);
  const token = values.readFile('token-file', tokenFile, readTokenFile);
  const secret = values.readFile('secret-file', secretFile, readSecretFile);
  if (
    values.problems.length > 0 ||
    url === undefined ||
    tokenFile === undefined ||
    token === undefined ||
    fresh === undefined ||
    maxStale === undefined ||
    timeout === undefined ||
    maxInFlight === undefined ||
    maxConnections === undefined
  )
    throw new SettingsError(values.problems);
  return {
    task: taskOf(values),
    url,
    ca,
    files: { tokenFile, secretFile },
    credentials: { token, secret },
    listen,
    policy,
    stateFile,
    freshMs: fresh * SECOND_MS,
    maxStaleMs: maxStale * SECOND_MS,
    timeoutMs: timeout * SECOND_MS,
    maxInFlight,
    maxConnections,
  };
}

function readListeners(values: OptionValues): Pick<Settings, 'listen' | 'policy'> {
  const parse = (text: string) => (text === 'none' ? 'none' : parseHttpListenAddress(text));
  const wanted = values.readAll('listen', parse);
  const listen = wanted.filter((address) => address !== 'none');
  const policy = values.readAll('policy', parsePolicyListenAddress);
  if (listen.length + policy.length === 0 && values.problems.length === 0)
    values.problems.push('--listen is none and there is no --policy: nobody could ask the agent');
  const mayBeRemote = values.has('allow-remote');
  for (const address of [...listen, ...policy]) {
    if (mayBeRemote || !isRemote(address) || !('host' in address)) continue;
    values.problems.push(
      `the agent would listen on ${address.host}, beyond this machine; wanted: a loopback address, or --allow-remote`,
    );
  }
  return { listen, policy };
}

function pathOf(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function taskOf(values: OptionValues): Settings['task'] {
  if (values.has('check')) return 'check';
  return values.has('status') ? 'status' : 'run';
}
