/** Decides for each account of this browser what adding its address everywhere does there. Pure. */
import type { Snapshot } from '../../model/snapshot.ts';
import { findOwnOffer, type OwnAct, type OwnOffer } from './find-own-offer.ts';

/** The acts at a place, or the reason why there are none. */
export type EverywherePlan =
  /** One addition for each address that is not on the list yet. */
  | { readonly kind: 'add'; readonly acts: readonly OwnAct[] }
  /** The first entry would cut off everybody else, so the list is left as it is. */
  | { readonly kind: 'off' }
  | { readonly kind: 'none'; readonly because: NoneBecause }
  | { readonly kind: 'unknown' };

type NoneBecause = Extract<OwnOffer, { readonly kind: 'none' }>['because'];

export function planEverywhere(snapshot: Snapshot, canChange: boolean): EverywherePlan {
  const { addresses, trouble, suspended, mode, live, limit } = snapshot;
  if (trouble === null && addresses.length === 0) return { kind: 'unknown' };
  if (trouble === null && !suspended && mode === 'off') return { kind: 'off' };
  const offers = addresses.map((seen) => findOwnOffer(snapshot, seen, canChange));
  const acts = offers.flatMap((offer) => (offer.kind === 'act' ? offer.act : []));
  // Both addresses of a browser may need an entry, but there may be room for one.
  if (acts.length > 0) return { kind: 'add', acts: acts.slice(0, limit - live) };
  const because = offers.find((offer) => offer.kind === 'none')?.because ?? 'trouble';
  return { kind: 'none', because };
}
