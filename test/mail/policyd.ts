/** sendgate-policyd as its README starts it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServerSetup } from './mail-server.ts';
import { startServerProcess } from './owned-process.ts';

const PROGRAM = 'postfix/sendgate-policyd.mjs';

export interface PolicydOptions
  extends Pick<
    ServerSetup,
    'directory' | 'integrations' | 'sendgateUrl' | 'relayToken' | 'authorityFile'
  > {
  /** As --listen takes it, and what then accepts connections. */
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

/** The flags for Sendgate itself; the token is where they say. */
function policydFlags(options: Omit<PolicydOptions, 'listen' | 'listener'>): string[] {
  const tokenFile = writeTokenFile(options.directory, options.relayToken);
  return [
    ...['--url', options.sendgateUrl],
    ...['--token-file', tokenFile],
    ...['--ca-file', options.authorityFile],
    // As long as Dovecot waits, so that a test of a late answer is as short.
    ...['--timeout-seconds', '2'],
  ];
}

export function writeTokenFile(directory: string, token: string): string {
  const file = join(directory, 'relay-token');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return file;
}
