import type { ListCommand } from '../../../shared/list-command.ts';
import type { OwnExpiry } from '../../wording/own.ts';
import { findExpiryTerms } from '../ExpiryField.tsx';
import { commandOf, momentOf } from '../popup/act-command.ts';
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

/** Returns the changes that acts make: one for all additions, so that a list has either all of them or none. */
export function ownCommandsOf(
  acts: readonly OwnAct[],
  remark: string,
  choice: OwnExpiry,
  now: number,
): ListCommand[] {
  const targets = acts.flatMap((act) => (act.kind === 'add' ? act.target : []));
  if (targets.length < 2) return acts.map((act) => ownCommandOf(act, remark, choice, now));
  const expiry = findExpiryTerms({ choice, until: '' }, now) ?? {};
  const terms = { remark: remark.trim(), expiresAt: momentOf(expiry, now) };
  const entries = targets.map(({ format, value }) => ({ format, value, ...terms }));
  const others = acts.filter(({ kind }) => kind !== 'add');
  return [
    { kind: 'import', body: { entries, mode: 'observe' } },
    ...others.map((act) => ownCommandOf(act, remark, choice, now)),
  ];
}
