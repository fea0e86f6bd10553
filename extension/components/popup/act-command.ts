import type { ListedMode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Act } from './offer.ts';

export interface Terms {
  readonly remark: string;
  /** As an add request has it; neither: never. */
  readonly expiry: { readonly expiresInSeconds?: number; readonly expiresAt?: string };
  /** How a list that is off begins; absent for one that is on. */
  readonly start?: ListedMode | undefined;
}

/** The change of the list that an act is. */
export function commandOf(act: Act, { remark, expiry, start }: Terms, now: number): ListCommand {
  if (act.kind === 'extend') {
    return { kind: 'edit', id: act.entry.id, body: { expiresAt: momentOf(expiry, now) } };
  }
  const { format, value } = act.target;
  const add = { format, values: [value], remark: remark.trim(), ...expiry };
  return act.kind === 'add'
    ? { kind: 'add', body: { ...add, ...(start && { mode: start }) } }
    : { kind: 'replace', body: { remove: [act.previous.id], add } };
}

/** An edit takes a moment only; null is never. */
function momentOf({ expiresAt, expiresInSeconds }: Terms['expiry'], now: number): string | null {
  if (expiresInSeconds === undefined) return expiresAt ?? null;
  return new Date(now + expiresInSeconds * 1000).toISOString();
}
