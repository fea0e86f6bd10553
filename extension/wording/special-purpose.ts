import type { SpecialBlock, SpecialPurpose } from '../../shared/special-purpose.ts';
import { t } from './translate.ts';

/** Names the purpose of a block, with the RFC that defines it. */
export function wordSpecialBlock({ purpose, source }: SpecialBlock): string {
  return t('purpose.of', [wordPurpose(purpose), source]);
}

const PURPOSES = {
  'this network': 'purpose.thisNetwork',
  private: 'purpose.private',
  'carrier-grade NAT': 'purpose.carrierNat',
  loopback: 'purpose.loopback',
  'link-local': 'purpose.linkLocal',
  'IETF protocol assignments': 'purpose.protocols',
  documentation: 'purpose.documentation',
  '6to4 relay anycast': 'purpose.relayAnycast',
  benchmarking: 'purpose.benchmarking',
  multicast: 'purpose.multicast',
  'reserved and broadcast': 'purpose.reserved',
  unspecified: 'purpose.unspecified',
  NAT64: 'purpose.nat64',
  'local-use NAT64': 'purpose.localNat64',
  'discard-only': 'purpose.discard',
  '6to4': 'purpose.sixToFour',
  'segment routing': 'purpose.segmentRouting',
  'unique local': 'purpose.uniqueLocal',
  'Cloudflare Workers of anyone': 'purpose.workers',
} as const satisfies Record<SpecialPurpose, string>;

function wordPurpose(purpose: SpecialPurpose): string {
  return t(PURPOSES[purpose]);
}
