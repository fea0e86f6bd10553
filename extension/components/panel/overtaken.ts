/** Decides whether somebody else's change of the list has made a person's own change impossible or doubtful. */
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { idsIn } from '../../model/command-entries.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import type { Trouble } from '../../model/trouble.ts';

/** A change that a person wants to make, and the list that they looked at. */
export interface Intent {
  readonly command: ListCommand;
  readonly seen: KnownAllowlist;
  /** The entries that a restoration puts back. */
  readonly restored: readonly Entry[];
  /** True if the change adds the address of this browser. */
  readonly isOwn?: boolean;
  /** The form that the change comes from. */
  readonly form?: WaitingForm;
}

/** A form that waits for its addition. It shows an error itself. */
export interface WaitingForm {
  readonly isOwn: boolean;
  /** Called when the addition begins. The promise gives its result. */
  readonly onBegun: (trouble: Promise<Trouble | null>) => void;
}

/** A remark that is being typed. */
export interface RemarkDraft {
  readonly id: string;
  readonly text: string;
  /** The list as it was when the typing began. */
  readonly base: KnownAllowlist;
}

/** Decides whether the change no longer makes sense, since what it would change is gone. */
export function isPointless(command: ListCommand, list: Allowlist): boolean {
  const ids = idsIn(command);
  if (ids !== undefined) {
    const wanted = new Set(ids);
    return !list.entries.some(({ id }) => wanted.has(id));
  }
  switch (command.kind) {
    case 'disable':
      return list.mode === 'off';
    case 'clear':
      return list.entries.length === 0;
    case 'set-mode':
      // A pause can be given another end.
      return (
        list.mode === 'off' || (list.mode === command.body.mode && list.observesUntil === undefined)
      );
    default:
      return false;
  }
}

/** Decides whether the entry is gone, or somebody else has changed its remark since the typing began. */
export function isOvertaken({ id, text, base }: RemarkDraft, list: Allowlist): boolean {
  const remark = remarkIn(list, id);
  return remark !== remarkIn(base, id) && remark !== text.trim();
}

/** Returns the change that saves the remark. */
export function intentOf({ id, text, base }: RemarkDraft): Intent {
  return { command: { kind: 'edit', id, body: { remark: text } }, seen: base, restored: [] };
}

function remarkIn({ entries }: Allowlist, id: string): string | undefined {
  return entries.find((entry) => entry.id === id)?.remark;
}
