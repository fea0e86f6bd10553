/**
 * R19: whether making a login's own account, or deleting it, opens the login. The login's own account decides
 * alone while it stands; without one, the account of its domain decides.
 */
import type { Mode } from './allowlist.ts';

/** How an account answers checks. A suspended account refuses everyone, whatever its mode is. */
export type Standing = Mode | 'suspended';
export const DOMAIN_STANDINGS = ['none', 'off', 'observe', 'enforce', 'suspended'] as const;
/** `none`: the domain has no account. */
export type DomainStanding = (typeof DOMAIN_STANDINGS)[number];

/** A new account has no entries. So it lets everyone in, unless it is made suspended. */
export type NewAccount = 'plain' | 'suspended' | 'off-asked';

/** Where a login without an account of its own is refused, a plain account would let everyone in. */
const MAKING_OPENS: Readonly<Record<DomainStanding, Readonly<Record<NewAccount, boolean>>>> = {
  // Nobody closed the login: it was only unknown.
  none: { plain: false, suspended: false, 'off-asked': false },
  off: { plain: false, suspended: false, 'off-asked': false },
  observe: { plain: false, suspended: false, 'off-asked': false },
  enforce: { plain: true, suspended: false, 'off-asked': false },
  suspended: { plain: true, suspended: false, 'off-asked': false },
};

/** By the account that is deleted, and then by the account of its domain. */
const DELETING_OPENS: Readonly<Record<Standing, Readonly<Record<DomainStanding, boolean>>>> = {
  off: { none: false, off: false, observe: false, enforce: false, suspended: false },
  observe: { none: false, off: false, observe: false, enforce: false, suspended: false },
  // Two lists that are both enforced let in different addresses. Either way the login has a closed list.
  enforce: { none: false, off: true, observe: true, enforce: false, suspended: false },
  suspended: { none: false, off: true, observe: true, enforce: true, suspended: false },
};

export function standingOf(account: {
  readonly mode: Mode;
  readonly suspended: boolean;
}): Standing {
  return account.suspended ? 'suspended' : account.mode;
}

export function doesMakingOpen(made: NewAccount, domain: DomainStanding): boolean {
  return MAKING_OPENS[domain][made];
}

export function doesDeletingOpen(own: Standing, domain: DomainStanding): boolean {
  return DELETING_OPENS[own][domain];
}
