import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface LeftOutProps {
  readonly snapshot: Snapshot;
  /** The address that would be added. */
  readonly seen: SeenAddress;
}

/** Says that the address at which the endpoint sees this browser stays off the list. */
export function LeftOut({ snapshot, seen }: LeftOutProps) {
  const [first] = snapshot.addresses;
  if (first === undefined || first.address === seen.address || first.reason === 'listed') {
    return null;
  }
  return <Notice tone="warn">{t('popup.leavesOut', [first.address])}</Notice>;
}
