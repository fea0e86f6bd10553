import { expiresSoon } from '../../../shared/expiring.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { OWN_EXPIRIES, wordOwnAct } from '../../wording/own.ts';
import { t } from '../../wording/translate.ts';
import type { MenuItem } from '../panel/Menu.tsx';
import type { OwnOffer } from './find-own-offer.ts';
import type { OwnAdding } from './own-adding.ts';

interface OwnMenuSource {
  readonly adding: OwnAdding;
  readonly seen: SeenAddress;
  readonly now: number;
  readonly canChange: boolean;
  readonly onExtend: (entryId: string) => void;
  readonly onEntry: (entryId: string) => void;
  readonly onEverywhere: (() => void) | undefined;
}

/** Returns what else can be done for an address of this browser: for how long, with what remark, and where. */
export function ownMenuOf(offer: OwnOffer, source: OwnMenuSource): MenuItem[] {
  const { adding, seen, now, canChange, onExtend, onEntry, onEverywhere } = source;
  const { entry } = seen;
  const isListed = seen.reason === 'listed' && entry !== null;
  return [
    ...(offer.kind === 'act'
      ? [
          ...OWN_EXPIRIES.map((expiry) => ({
            text: wordOwnAct(offer.act.kind, expiry),
            onSelect: () => adding.add(seen, expiry),
          })),
          { text: t('own.addWith'), onSelect: () => adding.openForm(offer.target.value) },
        ]
      : []),
    ...(offer.kind === 'act' && offer.target.value !== seen.address
      ? [{ text: t('own.addOnlyThis'), onSelect: () => adding.openForm(seen.address) }]
      : []),
    ...(isListed && canChange && expiresSoon(entry, now)
      ? [{ text: t('expiry.dayLonger'), onSelect: () => onExtend(entry.id) }]
      : []),
    ...(isListed
      ? [{ text: t('senders.showEntry', [entry.value]), onSelect: () => onEntry(entry.id) }]
      : []),
    ...(onEverywhere ? [{ text: t('own.everywhere'), onSelect: onEverywhere }] : []),
  ];
}
