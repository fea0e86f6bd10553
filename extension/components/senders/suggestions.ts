/** Finds senders that may be missing from the list, and entries that would let them in. Pure. */
import { type SuggestedEntry, suggestEntries } from '../../../shared/suggest-entries.ts';
import type { JudgedSender } from './judge-senders.ts';

export interface Suggestions {
  /** Entries for senders who were let in although no entry covers them. */
  readonly entries: readonly SuggestedEntry[];
  /** Senders who were refused although the password was right. A person must decide about each of them. */
  readonly suspects: readonly JudgedSender[];
  /** The number of senders that the entries are for. */
  readonly count: number;
}

export function findSuggestions(judged: readonly JudgedSender[]): Suggestions {
  const missing = new Set<string>();
  const known = new Set<string>();
  const barred = new Set<string>();
  for (const { sender, isListed, isUnsure, isSuspect } of judged) {
    const wasLetIn = sender.allowed + sender.observed > 0;
    const group = isListed || isUnsure ? known : wasLetIn && !isSuspect ? missing : barred;
    group.add(sender.address);
  }
  const suspects = judged.filter(({ isSuspect }) => isSuspect);
  // Several logins of a domain can be at one address. One suspect there is enough for a person to decide.
  for (const { sender } of suspects) missing.delete(sender.address);
  return {
    entries: suggestEntries([...missing], {
      known: [...known],
      barred: [...barred].filter((address) => !missing.has(address)),
    }),
    suspects,
    count: missing.size + suspects.length,
  };
}

/** Replaces some segments with single addresses, for a person who does not want to let others in. */
export function splitSegments(
  entries: readonly SuggestedEntry[],
  split: ReadonlySet<string>,
): SuggestedEntry[] {
  return entries.flatMap((entry) =>
    split.has(entry.value)
      ? entry.addresses.map((address) => ({
          format: 'address' as const,
          value: address,
          addresses: [address],
          strangers: 0n,
        }))
      : [entry],
  );
}
