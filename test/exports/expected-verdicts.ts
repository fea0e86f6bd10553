/**
 * The addresses that may send under the list in each of its states. They are the same for every
 * program.
 */
import { LISTED, type SOURCES, UNLISTED } from '../shared/exports/build-source.ts';

export type State = keyof typeof SOURCES;

const ADMITTED: Readonly<Record<State, (address: string) => boolean>> = {
  enforced: (address) => LISTED.includes(address),
  observed: () => true,
  off: () => true,
  expired: () => false,
  suspended: () => false,
  'off and suspended': () => false,
};

export const STATES = Object.keys(ADMITTED) as readonly State[];
export const PROBES: readonly string[] = [...LISTED, ...UNLISTED];

export function wantedOf(state: State): Readonly<Record<string, boolean>> {
  return Object.fromEntries(PROBES.map((address) => [address, ADMITTED[state](address)]));
}
