import { t } from '../../wording/translate.ts';
import type { RowFocus } from '../LongList.tsx';
import type { GroupRow } from './panel-rows.ts';

interface GroupRowButtonProps {
  readonly group: GroupRow;
  readonly focus: RowFocus;
  readonly onToggle: () => void;
}

/** The heading of a shared list's group: its name, what it has, and who keeps it. A press folds it. */
export function GroupRowButton({ group, focus, onToggle }: GroupRowButtonProps) {
  const { list, state, live, isOpen } = group;
  return (
    <button
      type="button"
      class="entry group"
      data-group={list}
      aria-expanded={state === 'read' ? isOpen : undefined}
      {...focus}
      onClick={onToggle}
    >
      <span class="group-name">
        <span class="fold" aria-hidden="true">
          {state === 'read' ? (isOpen ? '▾' : '▸') : '!'}
        </span>
        {t('shared.name', [list])}
      </span>
      <span class="entry-line">
        <span class="cut">{wordGroup(state, live)}</span>
      </span>
    </button>
  );
}

function wordGroup(state: GroupRow['state'], live: number): string {
  switch (state) {
    case 'read':
      return t('included.kept', live);
    case 'gone':
      return t('included.gone');
    case 'unread':
      return t('included.unread');
  }
}
