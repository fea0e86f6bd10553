/** The rows about shared lists: an account includes them, and a mail server knows nothing of it. */
import type { Case } from './cases.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';

const ON_FIRST = '127.0.0.4';
const ON_SECOND = '127.0.0.5';
const LONG_AGO = '2020-01-01T00:00:00Z';

export const LIST_CASES: readonly Case[] = [
  {
    title: 'R20: listed by itself, by its first list, by its second, and nowhere',
    fates: ['sent', 'sent', 'sent', 'refused'],
    async play({ api, login, send }) {
      await api.addEntry(login, LISTED);
      const lists = { [listFor(login, 'first')]: ON_FIRST, [listFor(login, 'second')]: ON_SECOND };
      for (const [list, value] of Object.entries(lists)) {
        await api.createList(list, [{ format: 'address', value }]);
        await api.includeList(login, list);
      }
      for (const from of [LISTED, ON_FIRST, ON_SECOND, UNLISTED]) await send({ from });
    },
  },
  {
    title: 'R20: expired on its only list; listed there; the list is emptied',
    fates: ['refused', 'sent', 'refused'],
    async play({ api, login, send }) {
      const list = listFor(login, 'only');
      await api.createList(list, [
        { format: 'address', value: UNLISTED, expiresAt: LONG_AGO },
        { format: 'address', value: LISTED },
      ]);
      await api.includeList(login, list);
      await send({ from: UNLISTED });
      await send({ from: LISTED });
      await api.clearList(list);
      await send({ from: LISTED });
    },
  },
];

/** Returns the name of a list that no other case has, since no other case has the login. */
function listFor(login: string, which: string): string {
  return `${login.replaceAll(/[^a-z0-9]+/g, '-')}-${which}`;
}
