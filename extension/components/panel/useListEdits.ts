import { useState } from 'preact/hooks';
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListEdit } from '../../changes.ts';
import type { RemarkDraft } from './EntryRow.tsx';
import type { PanelActions } from './panel-actions.ts';
import { type Question, questionOf } from './question.ts';
import { type Attempts, useAttempt } from './useAttempt.ts';

export interface ListEdits extends Attempts {
  /** Makes a change; one that opens or cuts off becomes a question first. */
  readonly begin: (edit: ListEdit) => void;
  readonly question: Question | null;
  readonly leaveQuestion: () => void;
  /** What is being typed as an entry’s remark: it outlives everything but its saving and its being given up. */
  readonly draft: RemarkDraft | null;
  readonly setDraft: (draft: RemarkDraft | null) => void;
  readonly saveRemark: (entry: Entry, remark: string) => void;
}

export function useListEdits(
  list: Allowlist | null,
  addresses: readonly SeenAddress[],
  actions: PanelActions,
): ListEdits {
  const attempts = useAttempt(list, actions);
  const [question, setQuestion] = useState<Question | null>(null);
  const [draft, setDraft] = useState<RemarkDraft | null>(null);

  const begin = (edit: ListEdit) => {
    if (list === null) return;
    const asked = questionOf(edit, list, addresses, Date.now());
    if (asked) setQuestion(asked);
    else void make(edit);
  };
  const make = async (edit: ListEdit) => {
    const trouble = await attempts.attempt(edit);
    if (trouble !== null || edit.kind !== 'edit' || edit.edit.remark === undefined) return;
    setDraft((typed) => (typed?.id === edit.id ? null : typed));
  };
  return {
    ...attempts,
    begin,
    question,
    leaveQuestion: () => setQuestion(null),
    draft,
    setDraft,
    saveRemark: (entry, remark) => {
      if (remark === entry.remark) setDraft(null);
      else void make({ kind: 'edit', id: entry.id, edit: { remark } });
    },
  };
}
