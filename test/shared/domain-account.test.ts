/** R19, against a second implementation: who may send before and after is compared. */
import { describe, expect, it } from 'vitest';
import {
  DOMAIN_STANDINGS,
  doesDeletingOpen,
  doesMakingOpen,
  type NewAccount,
  type Standing,
  standingOf,
} from '../../shared/domain-account.ts';

const STANDINGS: readonly Standing[] = ['off', 'observe', 'enforce', 'suspended'];
const NEW: readonly NewAccount[] = ['plain', 'suspended', 'off-asked'];

const REACH = { suspended: 0, enforce: 1, observe: 2, off: 2 };

function letsInMore(after: Standing, before: Standing): boolean {
  return REACH[after] > REACH[before];
}

describe('R19: making a login’s own account', () => {
  it.each(DOMAIN_STANDINGS.flatMap((domain) => NEW.map((made) => ({ domain, made }))))(
    'with the domain’s account $domain, a $made one opens only what was closed and unasked',
    ({ domain, made }) => {
      const is: Standing = made === 'suspended' ? 'suspended' : 'off';
      const opens = domain !== 'none' && made !== 'off-asked' && letsInMore(is, domain);
      expect(doesMakingOpen(made, domain)).toBe(opens);
    },
  );

  it('opens a login exactly where the domain’s account enforces or is suspended, and nothing is said', () => {
    const opening = DOMAIN_STANDINGS.flatMap((domain) =>
      NEW.filter((made) => doesMakingOpen(made, domain)).map((made) => `${made} ${domain}`),
    );
    expect(opening).toEqual(['plain enforce', 'plain suspended']);
  });
});

describe('R19: deleting a login’s own account', () => {
  it.each(STANDINGS.flatMap((own) => DOMAIN_STANDINGS.map((domain) => ({ own, domain }))))(
    '$own under a domain’s account $domain opens only where that one lets in more',
    ({ own, domain }) => {
      const opens = domain !== 'none' && letsInMore(domain, own);
      expect(doesDeletingOpen(own, domain)).toBe(opens);
    },
  );
});

it('R19: a suspended account refuses everyone, whatever its mode is', () => {
  for (const mode of ['off', 'observe', 'enforce'] as const) {
    expect(standingOf({ mode, suspended: true })).toBe('suspended');
    expect(standingOf({ mode, suspended: false })).toBe(mode);
  }
});
