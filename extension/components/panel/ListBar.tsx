import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { wordFacts } from '../../wording/series.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Choice } from '../Choice.tsx';
import { Spinner } from '../Spinner.tsx';
import { ENTRY_ORDERS, type EntryOrder } from './arrange-entries.ts';
import { Menu, type MenuItem, type Point } from './Menu.tsx';

interface ListBarProps {
  readonly query: string;
  readonly order: EntryOrder;
  /** The number of entries that count against the limit. */
  readonly live: number;
  readonly expired: number;
  /** The number of entries that nobody uses. */
  readonly unused: number;
  readonly onlyUnused: boolean;
  readonly limit: number;
  readonly refreshing: boolean;
  readonly takesFocus: boolean;
  /** The actions on the list as a whole. */
  readonly more: readonly MenuItem[];
  readonly onQuery: (query: string) => void;
  readonly onOrder: (order: EntryOrder) => void;
  readonly onOnlyUnused: (only: boolean) => void;
  readonly onRefresh: () => void;
  /** Opens the add form. Absent if the token may only read. */
  readonly onAdd: (() => void) | undefined;
}

export function ListBar(props: ListBarProps) {
  const { query, order, live, expired, limit, unused, onlyUnused, refreshing } = props;
  const { onQuery, onOrder, onOnlyUnused, onRefresh, onAdd } = props;
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (props.takesFocus) search.current?.focus();
  }, []);
  return (
    <>
      <div class="bar">
        <input
          ref={search}
          class="input"
          type="search"
          aria-label={t('panel.search')}
          placeholder={t('panel.search')}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
        />
        {onAdd ? (
          <Button onClick={onAdd}>
            <span aria-hidden="true">+ </span>
            {t('panel.add')}
          </Button>
        ) : (
          <span class="chip off">{t('panel.readOnly')}</span>
        )}
        <button
          type="button"
          class="button plain"
          aria-label={t('panel.more')}
          aria-haspopup="menu"
          onClick={(event) => {
            const { left, bottom } = event.currentTarget.getBoundingClientRect();
            setMenuAt({ x: left, y: bottom });
          }}
        >
          ⋯
        </button>
        {menuAt && (
          <Menu
            label={t('panel.more')}
            at={menuAt}
            items={props.more}
            onClose={() => setMenuAt(null)}
          />
        )}
      </div>
      <div class="bar thin">
        <span class="meter" aria-hidden="true">
          <i style={{ width: `${limit === 0 ? 0 : Math.min(100, (live / limit) * 100)}%` }} />
        </span>
        <span class="soft">
          {wordFacts(
            t('panel.countOf', [wordNumber(live), wordNumber(limit)]),
            expired > 0 && t('panel.expiredCount', expired),
          )}
        </span>
        {(unused > 0 || onlyUnused) && (
          <Button kind="link" pressed={onlyUnused} onClick={() => onOnlyUnused(!onlyUnused)}>
            {t('panel.unusedCount', unused)}
          </Button>
        )}
        <Choice
          label={t('panel.order')}
          value={order}
          values={ENTRY_ORDERS}
          word={wordOrder}
          onChange={onOrder}
        />
        <span class="slot">{refreshing && <Spinner />}</span>
        <Button kind="link" label={t('panel.refresh')} onClick={onRefresh}>
          ↻
        </Button>
      </div>
    </>
  );
}

const ORDERS = {
  newest: 'panel.orderNewest',
  address: 'panel.orderAddress',
  expiry: 'panel.orderExpiry',
  remark: 'panel.orderRemark',
  idle: 'panel.orderIdle',
} as const satisfies Record<EntryOrder, string>;

function wordOrder(order: EntryOrder): string {
  return t(ORDERS[order]);
}
