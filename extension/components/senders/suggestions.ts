/** Who may be missing from the list, and the entries that would let them in. Pure. */
import { type SuggestedEntry, suggestEntries } from '../../../shared/suggest-entries.ts';
import type { JudgedSender } from './judge-senders.ts';

export interface Suggestions {
  /** Of those who were let in, though no entry covers them. */
  readonly entries: readonly SuggestedEntry[];
  /** Refused after the right password: each is for a person to know, or not. */
  readonly suspects: readonly JudgedSender[];
  /** How many senders they are for. */
  readonly count: number;
}

export function findSuggestions(judged: readonly JudgedSender[]): Suggestions {
  const missing: string[] = [];
  const known: string[] = [];
  const barred: string[] = [];
  for (const { sender, isListed, isSuspect } of judged) {
    const wasLetIn = sender.allowed + sender.observed > 0;
    const group = isListed ? known : wasLetIn && !isSuspect ? missing : barred;
    group.push(sender.address);
  }
  const suspects = judged.filter(({ isSuspect }) => isSuspect);
  return {
    entries: suggestEntries(missing, { known, barred }),
    suspects,
    count: missing.length + suspects.length,
  };
}

/** As single addresses, where a person would rather take nobody along. */
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
