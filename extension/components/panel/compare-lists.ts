/** Compares two readings of a list: which entries came, went and changed. */
import type { Allowlist, Entry } from '../../../shared/api.ts';

export interface ListDifference {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
  readonly edited: readonly Entry[];
}

export function compareLists(
  before: Pick<Allowlist, 'entries'>,
  after: Pick<Allowlist, 'entries'>,
): ListDifference {
  const old = new Map(before.entries.map((entry) => [entry.id, entry]));
  const left = new Set(after.entries.map(({ id }) => id));
  return {
    added: after.entries.filter(({ id }) => !old.has(id)),
    removed: before.entries.filter(({ id }) => !left.has(id)),
    edited: after.entries.filter((entry) => {
      const earlier = old.get(entry.id);
      return (
        earlier !== undefined &&
        (earlier.remark !== entry.remark || earlier.expiresAt !== entry.expiresAt)
      );
    }),
  };
}
