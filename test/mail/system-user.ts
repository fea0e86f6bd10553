import { execFileSync } from 'node:child_process';

/** Returns the numbers of a user and its group. Throws if there is no such user. */
export function idsOf(user: string): [user: number, group: number] {
  const id = (what: string) => Number(execFileSync('id', [what, user], { encoding: 'utf8' }));
  return [id('-u'), id('-g')];
}
