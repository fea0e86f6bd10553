import type { SpecialBlock, SpecialPurpose } from '../../shared/special-purpose.ts';
import { t } from '../translate.ts';

/** What a block is for, with the RFC that says so. */
export function wordSpecialBlock({ purpose, source }: SpecialBlock): string {
  return t('purpose.of', [wordPurpose(purpose), source]);
}

function wordPurpose(purpose: SpecialPurpose): string {
  switch (purpose) {
    case 'this network':
      return t('purpose.thisNetwork');
    case 'private':
      return t('purpose.private');
    case 'carrier-grade NAT':
      return t('purpose.carrierNat');
    case 'loopback':
      return t('purpose.loopback');
    case 'link-local':
      return t('purpose.linkLocal');
    case 'IETF protocol assignments':
      return t('purpose.protocols');
    case 'documentation':
      return t('purpose.documentation');
    case '6to4 relay anycast':
      return t('purpose.relayAnycast');
    case 'benchmarking':
      return t('purpose.benchmarking');
    case 'multicast':
      return t('purpose.multicast');
    case 'reserved and broadcast':
      return t('purpose.reserved');
    case 'unspecified':
      return t('purpose.unspecified');
    case 'NAT64':
      return t('purpose.nat64');
    case 'local-use NAT64':
      return t('purpose.localNat64');
    case 'discard-only':
      return t('purpose.discard');
    case '6to4':
      return t('purpose.sixToFour');
    case 'segment routing':
      return t('purpose.segmentRouting');
    case 'unique local':
      return t('purpose.uniqueLocal');
  }
}
