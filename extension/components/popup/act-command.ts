import type { ListedMode } from '../../../shared/allowlist.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Act } from './offer.ts';

export interface Terms {
  readonly remark: string;
  /** The expiry in the form of an add request. If both fields are absent, the entry never expires. */
  readonly expiry: { readonly expiresInSeconds?: number; readonly expiresAt?: string };
  /** The mode in which a list that is off begins. Absent if the list is on. */
  readonly start?: ListedMode | undefined;
}

/** Returns the change of the list that an act stands for. */
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

/** Returns the moment of the expiry, since an edit takes no other form. Null if it never expires. */
function momentOf({ expiresAt, expiresInSeconds }: Terms['expiry'], now: number): string | null {
  if (expiresInSeconds === undefined) return expiresAt ?? null;
  return new Date(now + expiresInSeconds * 1000).toISOString();
}
