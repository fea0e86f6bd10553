/** The flags that sendgate-policyd needs to reach the Worker of a test. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Surroundings } from '../mail/surroundings.ts';

let files = 0;

export function flagsFor(surroundings: Surroundings, token?: string): string[] {
  files += 1;
  const setup = surroundings.setUp(`policyd-${files}`);
  const tokenFile = join(setup.directory, 'relay-token');
  writeFileSync(tokenFile, `${token ?? setup.relayToken}\n`, { mode: 0o600 });
  return [
    ...['--url', setup.sendgateUrl],
    ...['--token-file', tokenFile],
    ...['--ca-file', setup.authorityFile],
  ];
}
