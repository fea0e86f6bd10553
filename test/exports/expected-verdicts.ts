/**
 * The addresses that may send under the list in each of its states. They are the same for every
 * program.
 */
import { LISTED, LISTED_BY_LISTS, type SOURCES, UNLISTED } from '../shared/exports/build-source.ts';

export type State = keyof typeof SOURCES;

const ADMITTED: Readonly<Record<State, (address: string) => boolean>> = {
  enforced: (address) => LISTED.includes(address),
  observed: () => true,
  off: () => true,
  expired: () => false,
  suspended: () => false,
  'off and suspended': () => false,
  'extended by lists': (address) => LISTED.includes(address) || LISTED_BY_LISTS.includes(address),
  'made of lists alone': (address) =>
    address.startsWith('192.0.2.') || LISTED_BY_LISTS.includes(address),
  'suspended and extended': () => false,
};

export const STATES = Object.keys(ADMITTED) as readonly State[];
export const PROBES: readonly string[] = [...LISTED, ...UNLISTED];

export function wantedOf(state: State): Readonly<Record<string, boolean>> {
  return Object.fromEntries(PROBES.map((address) => [address, ADMITTED[state](address)]));
}
