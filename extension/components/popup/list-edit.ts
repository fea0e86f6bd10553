import type { ListedMode } from '../../../shared/allowlist.ts';
import type { ListEdit } from '../../model/list-edit.ts';
import type { Act } from './offer.ts';

export interface Terms {
  readonly remark: string;
  /** As an add request has it; neither: never. */
  readonly expiry: { readonly expiresInSeconds?: number; readonly expiresAt?: string };
  /** How a list that is off begins; absent for one that is on. */
  readonly start?: ListedMode | undefined;
}

/** The change of the list that an act is. */
export function listEditOf(act: Act, { remark, expiry, start }: Terms, now: number): ListEdit {
  if (act.kind === 'extend') {
    return { kind: 'edit', id: act.entry.id, edit: { expiresAt: momentOf(expiry, now) } };
  }
  const { format, value } = act.target;
  const request = { format, values: [value], remark: remark.trim(), ...expiry };
  if (act.kind === 'add') {
    return { kind: 'add', request: { ...request, ...(start && { mode: start }) }, own: true };
  }
  return { kind: 'replace', remove: [act.previous.id], request, own: true };
}

/** An edit takes a moment only; null is never. */
function momentOf({ expiresAt, expiresInSeconds }: Terms['expiry'], now: number): string | null {
  if (expiresInSeconds === undefined) return expiresAt ?? null;
  return new Date(now + expiresInSeconds * 1000).toISOString();
}
