import type { Entry } from '../../../shared/api.ts';
import { expiresSoon } from '../../../shared/expiring.ts';
import { t } from '../../wording/translate.ts';
import type { MenuItem } from './Menu.tsx';

/** The actions on an entry. */
export interface EntryCommands {
  readonly showDetails: (entry: Entry) => void;
  readonly editRemark: (entry: Entry) => void;
  readonly chooseExpiry: (entry: Entry) => void;
  readonly addDay: (entry: Entry) => void;
  readonly removeExpiry: (entry: Entry) => void;
  readonly remove: (entry: Entry) => void;
  /** Begins a selection. Absent if the endpoint changes one entry at a time. */
  readonly select?: ((entry: Entry) => void) | undefined;
}

export function menuOf(
  entry: Entry,
  canChange: boolean,
  now: number,
  commands: EntryCommands,
): MenuItem[] {
  const details = { text: t('panel.details'), onSelect: () => commands.showDetails(entry) };
  if (!canChange) return [details];
  const lasting = entry.expiresAt === null;
  const remove = {
    text: t('panel.delete'),
    key: 'Delete',
    dangerous: true,
    onSelect: () => commands.remove(entry),
  };
  const { select } = commands;
  const begin = select
    ? [{ text: t('panel.select'), key: 'Control+Space', onSelect: () => select(entry) }]
    : [];
  // An entry that the Worker can't read can only be looked at and removed.
  if (entry.unreadable) return [...begin, details, remove];
  return [
    { text: t('panel.editRemark'), key: 'Enter', onSelect: () => commands.editRemark(entry) },
    ...(expiresSoon(entry, now)
      ? [{ text: t('expiry.dayLonger'), onSelect: () => commands.addDay(entry) }]
      : []),
    {
      text: lasting ? t('panel.setExpiry') : t('panel.extend'),
      onSelect: () => commands.chooseExpiry(entry),
    },
    ...(lasting
      ? []
      : [{ text: t('panel.removeExpiry'), onSelect: () => commands.removeExpiry(entry) }]),
    ...begin,
    details,
    remove,
  ];
}
