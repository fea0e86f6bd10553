/**
 * The addresses that an export lets in. They are the same that a check would let in at the same moment. Every
 * export states this in words, so that no program has to guess what a list without addresses means.
 */
import type { Entry } from '../allowlist.ts';
import { isExpired } from '../expired-entries.ts';
import { splitIntoSegments } from '../segments.ts';
import type { ExportSource } from './export-source.ts';

export interface Enforcement {
  readonly admits: 'anyone' | 'listed' | 'no-one';
  /** One sentence for the person who reads the export. */
  readonly because: string;
  /**
   * The smallest number of segments that cover the live entries. There are none if the account is
   * suspended.
   */
  readonly segments: readonly string[];
}

export function enforcementOf({ suspended, list }: ExportSource, now: number): Enforcement {
  if (suspended) {
    return {
      admits: 'no-one',
      because: 'The account is suspended: no address may send.',
      segments: [],
    };
  }
  const live = list.entries.filter((entry) => !isExpired(entry, now));
  const segments = splitIntoSegments(live.map(({ range }) => range));
  switch (list.mode) {
    case 'off':
      return { admits: 'anyone', because: 'The allowlist is off: any address may send.', segments };
    case 'observe':
      return {
        admits: 'anyone',
        because: 'The allowlist only observes: any address may send.',
        segments,
      };
    case 'enforce':
      // R13: an expiry never turns the list off.
      return segments.length === 0
        ? { admits: 'no-one', because: `${describeDead(live)}: no address may send.`, segments }
        : { admits: 'listed', because: 'Only these addresses may send.', segments };
  }
}

function describeDead(live: readonly Entry[]): string {
  return live.length === 0 ? 'Every entry has expired' : 'No entry that is live can be read';
}
