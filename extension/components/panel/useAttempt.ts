import { useState } from 'preact/hooks';
import type { Allowlist } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { wordTokenName } from '../../wording/token-name.ts';
import { beginsEnforced } from '../add/begin-list.ts';
import type { Intent } from './overtaken.ts';
import type { PanelActions } from './panel-actions.ts';

/** A change that was not made. It is kept, so that it can be made again. */
export interface FailedAttempt extends Intent {
  /** Null if somebody else’s change came before this one was even tried. */
  readonly trouble: Trouble | null;
  /** The names of those who have changed the list since. Empty if the history could not be read. */
  readonly others: readonly string[];
}

export interface Attempts {
  readonly failed: FailedAttempt | null;
  readonly underWay: ListCommand | null;
  /** The last change that was made. */
  readonly done: ListCommand | null;
  readonly attempt: (intent: Intent) => Promise<Trouble | null>;
  readonly dismiss: () => void;
}

/** Carries out changes of the shown list, and keeps the last one that failed. */
export function useAttempt(list: Allowlist | null, actions: PanelActions): Attempts {
  const [failed, setFailed] = useState<FailedAttempt | null>(null);
  const [done, setDone] = useState<ListCommand | null>(null);
  const [underWay, setUnderWay] = useState<ListCommand | null>(null);
  const attempt = async (intent: Intent) => {
    const { command, form } = intent;
    if (list === null) return null;
    const { revision } = list;
    setUnderWay(command);
    setDone(null);
    const isOwn = form?.isOwn ?? intent.isOwn ?? false;
    try {
      const trouble = await actions.carryOut(command, {
        revision,
        isOwn,
        // Only a form shows whom an addition cuts off. Without one, the list must be the one that was seen.
        onlyAsSeen: form === undefined || beginsEnforced(command),
      });
      const others = trouble && isConflict(trouble) ? await readOthers(list, actions) : [];
      setDone(trouble ? null : command);
      if (!form) setFailed(trouble && { ...intent, trouble, seen: list, others });
      return trouble;
    } finally {
      setUnderWay(null);
    }
  };
  return { failed, underWay, done, attempt, dismiss: () => setFailed(null) };
}

export function isConflict(trouble: Trouble): boolean {
  return isRefusal(trouble, 'revision-changed');
}

async function readOthers(seen: Allowlist, { readHistory }: PanelActions): Promise<string[]> {
  const page = await readHistory(null);
  if (!page.ok) return [];
  const since = page.value.events.filter(({ revision }) => revision > seen.revision);
  return [...new Set(since.map(({ by }) => wordTokenName(by)))];
}
