import { useState } from 'preact/hooks';
import type { Allowlist } from '../../../shared/api.ts';
import type { Trouble } from '../../api-client.ts';
import type { ListEdit } from '../../changes.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import type { PanelActions } from './panel-actions.ts';

/** A change that was not made: kept, so that it can be made again. */
export interface FailedAttempt {
  readonly edit: ListEdit;
  readonly trouble: Trouble;
  /** The list the person looked at. */
  readonly seen: Allowlist;
  /** The names of those who have changed it since, where the history could be read. */
  readonly others: readonly string[];
}

export interface Attempts {
  readonly failed: FailedAttempt | null;
  readonly underWay: ListEdit | null;
  readonly attempt: (edit: ListEdit) => Promise<Trouble | null>;
  readonly dismiss: () => void;
}

/** Carries out changes of the list as it is shown, and keeps the last one that failed. */
export function useAttempt(list: Allowlist | null, actions: PanelActions): Attempts {
  const [failed, setFailed] = useState<FailedAttempt | null>(null);
  const [underWay, setUnderWay] = useState<ListEdit | null>(null);
  const attempt = async (edit: ListEdit) => {
    if (list === null) return null;
    setUnderWay(edit);
    const trouble = await actions.carryOut(edit, list.revision);
    const others = trouble && isConflict(trouble) ? await readOthers(list, actions) : [];
    setUnderWay(null);
    setFailed(trouble && { edit, trouble, seen: list, others });
    return trouble;
  };
  return { failed, underWay, attempt, dismiss: () => setFailed(null) };
}

export function isConflict(trouble: Trouble): boolean {
  return trouble.kind === 'refused' && trouble.problem.code === 'revision-changed';
}

async function readOthers(seen: Allowlist, { readHistory }: PanelActions): Promise<string[]> {
  const page = await readHistory(null);
  if (!page.ok) return [];
  const since = page.value.events.filter(({ revision }) => revision > seen.revision);
  return [...new Set(since.map(({ by }) => wordTokenName(by)))];
}
