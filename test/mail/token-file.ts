import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes the token as an operator does, and returns the file. */
export function writeTokenFile(directory: string, token: string): string {
  const file = join(directory, 'relay-token');
  writeFileSync(file, `${token}\n`, { mode: 0o600 });
  return file;
}
