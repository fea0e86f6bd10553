import type { PreviewRequest } from '../../../shared/api.ts';
import type { ListEdit } from '../../model/list-edit.ts';

type AddRequest = Extract<PreviewRequest, { add: unknown }>['add'];

/** What is asked of the Worker to learn what a change would do; null for one that lets in and cuts off nobody. */
export function previewRequestOf(edit: ListEdit): PreviewRequest | null {
  switch (edit.kind) {
    case 'add':
      return { add: withoutTerms(edit.request) };
    case 'replace':
      return { replace: { remove: [...edit.remove], add: withoutTerms(edit.request) } };
    case 'import': {
      const { entries, mode } = edit;
      const values = entries.map(({ format, value }) => ({ format, value }));
      return { import: { entries: values, ...(mode && { mode }) } };
    }
    case 'edit':
      return null;
    case 'delete':
      return { delete: edit.id };
    case 'disable':
      return { disable: true };
    case 'set-mode':
      return { mode: edit.mode };
    case 'restore':
      return { restore: { entries: [...edit.entries] } };
    case 'restore-revision':
      return { restore: { revision: edit.revision } };
  }
}

/** Remark and expiry decide nothing now, and what is typed of them is not asked about at every key. */
function withoutTerms({ remark, expiresAt, expiresInSeconds, ...values }: AddRequest): AddRequest {
  return values;
}
