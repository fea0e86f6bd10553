/** Starts the sendgate-policyd of a release, as its page says. */
import { join } from 'node:path';
import type { ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';
import { writeTokenFile } from './token-file.ts';

const PROGRAM = 'postfix/sendgate-policyd.mjs';

export interface PolicydOptions
  extends Pick<
    ServerSetup,
    'directory' | 'integrations' | 'sendgateUrl' | 'relayToken' | 'authorityFile'
  > {
  /** The value of --listen, and the target that then accepts connections. */
  readonly listen: string;
  readonly listener: number | string;
}

export async function startPolicyd(options: PolicydOptions): Promise<AsyncDisposable> {
  const { directory, integrations, listen, listener } = options;
  return await startServerProcess({
    command: process.execPath,
    args: [join(integrations, PROGRAM), ...policydFlags(options), '--listen', listen],
    outputFile: join(directory, 'policyd.output'),
    logFile: join(directory, 'policyd.log'),
    listeners: [listener],
  });
}

/** The flags for Sendgate itself, with the token in a file. */
function policydFlags(options: Omit<PolicydOptions, 'listen' | 'listener'>): string[] {
  const tokenFile = writeTokenFile(options.directory, options.relayToken);
  return [
    ...['--url', options.sendgateUrl],
    ...['--token-file', tokenFile],
    ...['--ca-file', options.authorityFile],
    // The same wait as Dovecot's, so that a test of a late answer is as short.
    ...['--timeout-seconds', '2'],
  ];
}
