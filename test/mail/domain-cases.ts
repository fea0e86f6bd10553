/** The rows about an account of a whole domain: it decides for each login that has no account of its own. */
import type { Case } from './cases.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';

export const DOMAIN_CASES: readonly Case[] = [
  {
    title: 'R19: by its domain’s account: listed, not listed; a subdomain is unknown',
    fates: ['sent', 'refused', 'refused'],
    async play({ api, login, send }) {
      const domain = domainFor(login);
      await api.createAccount(`@${domain}`);
      await api.addEntry(`@${domain}`, LISTED);
      await send({ from: LISTED, login: `user@${domain}` });
      await send({ from: UNLISTED, login: `user@${domain}` });
      await send({ from: LISTED, login: `user@sub.${domain}` });
    },
  },
  {
    title: 'R19: an account of its own decides alone',
    fates: ['sent', 'refused', 'sent'],
    async play({ api, login, send }) {
      const domain = domainFor(login);
      const own = `user@${domain}`;
      await api.createAccount(`@${domain}`);
      await api.addEntry(`@${domain}`, LISTED);
      await send({ from: LISTED, login: own });
      await api.createAccount(own, { off: true });
      await api.addEntry(own, UNLISTED);
      await send({ from: LISTED, login: own });
      await send({ from: UNLISTED, login: own });
    },
  },
];

/** Returns a domain that no other case has, since no other case has the login. */
function domainFor(login: string): string {
  return login.replace('@', '.');
}
