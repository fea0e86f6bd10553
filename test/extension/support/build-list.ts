/** Lists in the form in which the API answers them. */
import type * as api from '../../../shared/api.ts';
import { NOW } from '../../shared/build-allowlist.ts';

export function entry(id: string, value: string, terms: Partial<api.Entry> = {}): api.Entry {
  return {
    id,
    format: value.includes('/') ? 'segment' : value.includes('-') ? 'range' : 'address',
    value,
    remark: '',
    createdAt: new Date(NOW).toISOString(),
    createdBy: { tokenId: 't1', name: 'Ada' },
    expiresAt: null,
    expired: false,
    ...terms,
  };
}

/**
 * An enforced list with room for 10, from a Worker that does not say how many entries have expired.
 */
export function buildList(...entries: api.Entry[]): api.Allowlist {
  const list = {
    account: 'sender@example.com',
    mode: 'enforce',
    suspended: false,
    revision: 7,
    count: entries.length,
    limit: 10,
    entries,
  } as const;
  return list as Omit<api.Allowlist, 'expired'> as api.Allowlist;
}
