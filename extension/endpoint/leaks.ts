/** Reads which addresses logged in with the right password although the list refused them. */
import { leaksIn } from '../model/cut-off-senders.ts';
import type { Trouble } from '../model/trouble.ts';
import type { ApiClient } from './api-client.ts';

/** More pages would keep a person waiting. With so many alerts, each sender is a matter of its own. */
const MAX_PAGES = 10;

/** Null if not all of the alerts can be read. An endpoint that keeps no alerts has no leaks to tell. */
export async function readLeaks(
  client: Pick<ApiClient, 'alerts'>,
  account: string,
): Promise<ReadonlySet<string> | null> {
  const leaks: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read: Awaited<ReturnType<ApiClient['alerts']>> = await client.alerts(account, cursor);
    if (!read.ok) return isWithoutAlerts(read.error) ? new Set() : null;
    leaks.push(...leaksIn(read.value.alerts));
    cursor = read.value.cursor;
    if (cursor === null) return new Set(leaks);
  }
  return null;
}

function isWithoutAlerts(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && trouble.problem.code === 'not-found';
}
