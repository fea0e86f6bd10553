/**
 * The addresses that an export lets in. They are the same that a check would let in at the same moment. Every
 * export states this in words, so that no program has to guess what a list without addresses means.
 */
import type { Entry } from '../allowlist.ts';
import { isExpired } from '../expired-entries.ts';
import { splitIntoSegments } from '../segments.ts';
import { type EntryGroup, type ExportSource, groupEntries } from './export-source.ts';

export interface Enforcement {
  readonly admits: 'anyone' | 'listed' | 'no-one';
  /** One sentence for the person who reads the export. */
  readonly because: string;
  /**
   * The smallest number of segments that cover the live entries, those of the included lists too. There are none if
   * the account is suspended.
   */
  readonly segments: readonly string[];
  /** The same addresses, parted by where their entries stand. */
  readonly groups: readonly SegmentGroup[];
}

/** Segments of the list's own entries (`list` is null), or of one included list. */
export interface SegmentGroup {
  readonly list: string | null;
  readonly segments: readonly string[];
}

export function enforcementOf(source: ExportSource, now: number): Enforcement {
  if (source.suspended) {
    return {
      admits: 'no-one',
      because: 'The account is suspended: no address may send.',
      segments: [],
      groups: [],
    };
  }
  const all = groupEntries(source);
  const live = all.map(({ list, entries }) => {
    return { list, entries: entries.filter((entry) => !isExpired(entry, now)) };
  });
  const segments = segmentsOf(live.flatMap(({ entries }) => entries));
  const covered = { segments, groups: partByList(live) };
  switch (source.list.mode) {
    case 'off':
      return {
        admits: 'anyone',
        because: 'The allowlist is off: any address may send.',
        ...covered,
      };
    case 'observe':
      return {
        admits: 'anyone',
        because: 'The allowlist only observes: any address may send.',
        ...covered,
      };
    case 'enforce':
      // R13: an expiry never turns the list off.
      return segments.length === 0
        ? {
            admits: 'no-one',
            because: `${describeDead(all, live)}: no address may send.`,
            ...covered,
          }
        : { admits: 'listed', because: 'Only these addresses may send.', ...covered };
  }
}

/** A segment that an earlier group has is not written again. */
function partByList(groups: readonly EntryGroup[]): SegmentGroup[] {
  const written = new Set<string>();
  return groups.map(({ list, entries }) => {
    const segments = segmentsOf(entries).filter((segment) => !written.has(segment));
    for (const segment of segments) written.add(segment);
    return { list, segments };
  });
}

function segmentsOf(entries: readonly Entry[]): string[] {
  return splitIntoSegments(entries.map(({ range }) => range));
}

function describeDead(all: readonly EntryGroup[], live: readonly EntryGroup[]): string {
  const hasEntries = ({ entries }: EntryGroup) => entries.length > 0;
  if (!all.some(hasEntries)) return 'There is no entry';
  return live.some(hasEntries) ? 'No entry that is live can be read' : 'Every entry has expired';
}
