/**
 * Keeps the company's policy, checked, where every part of the extension reads it: a drawer on a page is given
 * nothing of what the browser manages.
 */
import { inTurn } from '../model/in-turn.ts';
import { isSamePolicy, NO_POLICY } from '../model/policy.ts';
import { readPolicy } from '../model/read-policy.ts';
import { readManaged, watchManaged } from '../storage/managed.ts';
import { policy } from '../storage/settings.ts';

export function followPolicy(): void {
  watchManaged(() => void keepPolicy());
  // Erasing everything does not remove the policy. It is then kept anew.
  policy.watch(() => void keepPolicy());
  void keepPolicy();
}

const keepPolicy = inTurn(async () => {
  const [managed, kept] = await Promise.all([readManaged(), policy.getValue()]);
  const next = readPolicy(managed);
  if (isSamePolicy(next, kept)) return;
  if (isSamePolicy(next, NO_POLICY)) await policy.removeValue();
  else await policy.setValue(next);
});
