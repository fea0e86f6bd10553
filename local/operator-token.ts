/** Keeps the operator's token in the state directory, if OPERATOR_TOKEN does not give one. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';
import { systemReason } from './system-reason.ts';

export interface KeptToken {
  readonly token: string;
  /** Whether the token was made just now. */
  readonly isNew: boolean;
}

const FILE = 'operator-token';

export function tokenFileIn(stateDir: string): string {
  return join(stateDir, FILE);
}

/** Returns the token. Throws a StartError if it can't be kept. */
export function keepOperatorToken(stateDir: string): KeptToken {
  const path = tokenFileIn(stateDir);
  try {
    const kept = existsSync(path) && readFileSync(path, 'utf8').trim();
    if (kept) return { token: kept, isNew: false };
    const token = randomBytes(32).toString('base64url');
    // The file is renamed into place, so a process that is killed here leaves no half-written token.
    writeFileSync(`${path}.new`, `${token}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return { token, isNew: true };
  } catch (error) {
    const reason = systemReason(error);
    throw new StartError(`${FILE} in STATE_DIR ${stateDir} can't be read or written: ${reason}.`);
  }
}

/** Deletes the token after another one has replaced it, because it must never be valid again. */
export function forgetOperatorToken(stateDir: string): void {
  rmSync(tokenFileIn(stateDir), { force: true });
}
