/** What somebody else's change of the list has made of what a person was about to do. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Trouble } from '../../model/trouble.ts';

/** A change that is to be made, and the list that the person looked at. */
export interface Intent {
  readonly command: ListCommand;
  readonly seen: Allowlist;
  /** What a restoration puts back. */
  readonly restored: readonly Entry[];
  /** The form that it comes from. */
  readonly form?: WaitingForm;
}

/** A form that waits for its addition, and says itself what went wrong. */
export interface WaitingForm {
  readonly isOwn: boolean;
  /** With what is to come of it. */
  readonly onBegun: (trouble: Promise<Trouble | null>) => void;
}

/** A remark that is being typed. */
export interface RemarkDraft {
  readonly id: string;
  readonly text: string;
  /** The list that it was begun on. */
  readonly base: Allowlist;
}

/** Whether nothing is left of the list that the change could be made to. */
export function isPointless(command: ListCommand, list: Allowlist): boolean {
  switch (command.kind) {
    case 'edit':
    case 'delete':
      return !list.entries.some(({ id }) => id === command.id);
    case 'disable':
      return list.mode === 'off';
    case 'set-mode':
      return list.mode === 'off' || list.mode === command.body.mode;
    default:
      return false;
  }
}

/** Whether its entry is gone, or has another remark by now than the one that was being changed. */
export function isOvertaken({ id, text, base }: RemarkDraft, list: Allowlist): boolean {
  const remark = remarkIn(list, id);
  return remark !== remarkIn(base, id) && remark !== text.trim();
}

/** What saving it would be. */
export function intentOf({ id, text, base }: RemarkDraft): Intent {
  return { command: { kind: 'edit', id, body: { remark: text } }, seen: base, restored: [] };
}

function remarkIn({ entries }: Allowlist, id: string): string | undefined {
  return entries.find((entry) => entry.id === id)?.remark;
}
