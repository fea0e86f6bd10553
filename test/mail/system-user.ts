import { execFileSync } from 'node:child_process';

/** A user's and its group's number; throws when there is no such user. */
export function idsOf(user: string): [user: number, group: number] {
  const id = (what: string) => Number(execFileSync('id', [what, user], { encoding: 'utf8' }));
  return [id('-u'), id('-g')];
}
