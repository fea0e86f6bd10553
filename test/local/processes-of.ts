import { readdirSync, readFileSync } from 'node:fs';

/** The command lines of all that run with this STATE_DIR; Linux alone shows them. */
export function processesOf(stateDir: string): string[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.flatMap((id) => {
    const environment = read(`/proc/${id}/environ`).split('\0');
    const command = read(`/proc/${id}/cmdline`).replaceAll('\0', ' ').trim();
    return environment.includes(`STATE_DIR=${stateDir}`) ? [command] : [];
  });
}

/** Empty for a process that has ended meanwhile, or is another user's. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
