/** The operator's token, where OPERATOR_TOKEN does not say it: kept in the state directory. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from './start-error.ts';
import { systemReason } from './system-reason.ts';

export interface KeptToken {
  readonly token: string;
  /** Made just now. */
  readonly isNew: boolean;
}

const FILE = 'operator-token';

export function tokenFileIn(stateDir: string): string {
  return join(stateDir, FILE);
}

/** Throws a StartError where it can't be kept. */
export function keepOperatorToken(stateDir: string): KeptToken {
  const path = tokenFileIn(stateDir);
  try {
    const kept = existsSync(path) && readFileSync(path, 'utf8').trim();
    if (kept) return { token: kept, isNew: false };
    const token = randomBytes(32).toString('base64url');
    // Renamed into place, so that a process killed here leaves no half-written token.
    writeFileSync(`${path}.new`, `${token}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    return { token, isNew: true };
  } catch (error) {
    const reason = systemReason(error);
    throw new StartError(`${FILE} in STATE_DIR ${stateDir} can't be read or written: ${reason}.`);
  }
}

/** Another one has replaced it: it must not become good again. */
export function forgetOperatorToken(stateDir: string): void {
  rmSync(tokenFileIn(stateDir), { force: true });
}
