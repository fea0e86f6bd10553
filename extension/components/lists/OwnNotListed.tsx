import type { Preview } from '../../../shared/api.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface OwnNotListedProps {
  /** Null until the endpoint has answered. */
  readonly preview: Preview | null;
  readonly isEnforcing: boolean;
}

/** R18: says that the list would be turned on without the address that this browser has now. */
export function OwnNotListed({ preview, isEnforcing }: OwnNotListedProps) {
  const warning = preview?.warnings.find(({ code }) => code === 'own-address-not-listed');
  if (warning?.value === undefined) return null;
  const own = isEnforcing
    ? t('add.ownTurnsOn', 1, [warning.value])
    : t('add.ownObserves', 1, [warning.value]);
  return <Notice tone="warn">{own}</Notice>;
}
