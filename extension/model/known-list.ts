/** A list as a browser knows it: its own entries, and the shared lists that it includes (R20). Pure. */
import type { Allowlist, Entry } from '../../shared/api.ts';
import { hasExpired, type IncludedEntries } from '../../shared/judge-address.ts';
import { both, hasFields, isCount, isText, listOf, oneOf, optional } from './shape.ts';
import { isAllowlist, isEntry } from './wire-shapes.ts';

export interface IncludedRead extends IncludedEntries {
  readonly revision?: number | undefined;
}

/** The included lists are absent if there are none. */
export type KnownAllowlist = Allowlist & {
  readonly included?: readonly IncludedRead[] | undefined;
};

export const isIncludedRead = hasFields<IncludedRead>({
  list: isText,
  revision: optional(isCount),
  entries: optional(listOf(isEntry)),
  gone: optional(oneOf([true])),
});

export const isKnownAllowlist = both(
  isAllowlist,
  hasFields<Pick<KnownAllowlist, 'included'>>({ included: optional(listOf(isIncludedRead)) }),
);

/**
 * Returns the included lists in their order, as far as they were read. `read` is null if the endpoint did not give
 * them.
 */
export function includedFrom(
  names: readonly string[],
  read: readonly IncludedRead[] | null,
): readonly IncludedRead[] {
  return names.map((list) => read?.find((one) => one.list === list) ?? { list });
}

/** Decides whether a list could not be read, so that nobody knows whom it covers. */
export function isListUnread({ entries, gone }: IncludedEntries): boolean {
  return entries === undefined && gone === undefined;
}

/** Decides whether a list lets somebody in, as far as anybody knows. */
export function mayLetIn(one: IncludedEntries, now: number): boolean {
  return isListUnread(one) || letsSomeIn(one.entries ?? [], now);
}

/** Decides whether one of these entries lets somebody in. */
export function letsSomeIn(entries: readonly Entry[], now: number): boolean {
  return entries.some((entry) => !entry.unreadable && !hasExpired(entry, now));
}
