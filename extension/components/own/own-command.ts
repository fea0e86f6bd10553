import type { ListCommand } from '../../../shared/list-command.ts';
import type { OwnExpiry } from '../../wording/own.ts';
import { findExpiryTerms } from '../ExpiryField.tsx';
import { commandOf } from '../popup/act-command.ts';
import type { OwnAct } from './find-own-offer.ts';

/** Returns the change that an act makes, with the remark and the expiry that this browser uses. */
export function ownCommandOf(
  act: OwnAct,
  remark: string,
  choice: OwnExpiry,
  now: number,
): ListCommand {
  const expiry = findExpiryTerms({ choice, until: '' }, now) ?? {};
  return commandOf({ act }, { remark, expiry }, now);
}
