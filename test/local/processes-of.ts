import { readdirSync, readFileSync } from 'node:fs';

/** The command lines of all processes with this STATE_DIR. Only Linux shows them. */
export function processesOf(stateDir: string): string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const environment = read(`/proc/${id}/environ`).split('\0');
    const command = read(`/proc/${id}/cmdline`).replaceAll('\0', ' ').trim();
    return environment.includes(`STATE_DIR=${stateDir}`) ? [command] : [];
  });
}

/** Reads a file of /proc; empty for a process that has just ended, or belongs to another user. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
