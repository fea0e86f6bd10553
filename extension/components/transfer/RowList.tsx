import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';

/** The number of rows to show. It is enough to see whether the file is the right one. */
const SHOWN = 20;

export interface ShownRow {
  readonly value: string;
  readonly note: string;
}

interface RowListProps<Item> {
  readonly title: string;
  readonly open?: boolean;
  readonly items: readonly Item[];
  readonly show: (item: Item) => ShownRow;
}

/** Shows the first rows of a file. It is closed at first if it is only for reference. */
export function RowList<Item>({ title, open = false, items, show }: RowListProps<Item>) {
  const more = items.length - SHOWN;
  return (
    <details open={open}>
      <summary>{title}</summary>
      <ul class="row-list small">
        {items
          .slice(0, SHOWN)
          .map(show)
          .map(({ value, note }, index) => (
            <li key={index}>
              <span class="mono">{value}</span> <span class="soft">{note}</span>
            </li>
          ))}
        {more > 0 && <li class="soft">{t('transfer.more', more, [wordNumber(more)])}</li>}
      </ul>
    </details>
  );
}
