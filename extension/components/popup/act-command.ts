import type { ListCommand } from '../../../shared/list-command.ts';
import type { MeantAct } from './possible-acts.ts';

/** Senders that are added together with the address of this browser. */
export interface Companions {
  readonly addresses: readonly string[];
  readonly remark: string;
}

export interface Terms {
  readonly remark: string;
  /** The expiry in the form of an add request. If both fields are absent, the entry never expires. */
  readonly expiry: { readonly expiresInSeconds?: number; readonly expiresAt?: string };
  readonly companions?: Companions | undefined;
}

/** Returns the change of the list that an act stands for. */
export function commandOf({ act, start }: MeantAct, terms: Terms, now: number): ListCommand {
  const { remark, expiry, companions } = terms;
  if (act.kind === 'extend') {
    return { kind: 'edit', id: act.entry.id, body: { expiresAt: momentOf(expiry, now) } };
  }
  const { format, value } = act.target;
  // Somebody may have turned the list off since it was read. Then it only observes, so that nobody is cut off.
  const mode = start ?? 'observe';
  if (companions !== undefined && companions.addresses.length > 0) {
    const own = { format, value, remark: remark.trim(), expiresAt: momentOf(expiry, now) };
    const others = companions.addresses.map((address) => ({
      format: 'address' as const,
      value: address,
      remark: companions.remark,
    }));
    return { kind: 'import', body: { entries: [own, ...others], mode } };
  }
  const add = { format, values: [value], remark: remark.trim(), ...expiry };
  return act.kind === 'add'
    ? { kind: 'add', body: { ...add, mode } }
    : { kind: 'replace', body: { remove: [act.previous.id], add } };
}

/** Returns the moment of the expiry, since an edit takes no other form. Null if it never expires. */
export function momentOf(
  { expiresAt, expiresInSeconds }: Terms['expiry'],
  now: number,
): string | null {
  if (expiresInSeconds === undefined) return expiresAt ?? null;
  return new Date(now + expiresInSeconds * 1000).toISOString();
}
