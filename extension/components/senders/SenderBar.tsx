import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Choice } from '../Choice.tsx';
import { Spinner } from '../Spinner.tsx';
import {
  SENDER_FILTERS,
  SENDER_ORDERS,
  type SenderFilter,
  type SenderOrder,
} from './arrange-senders.ts';

interface SenderBarProps {
  readonly query: string;
  readonly filter: SenderFilter;
  readonly order: SenderOrder;
  readonly refreshing: boolean;
  readonly onQuery: (query: string) => void;
  readonly onFilter: (filter: SenderFilter) => void;
  readonly onOrder: (order: SenderOrder) => void;
  readonly onRefresh: () => void;
}

export function SenderBar(props: SenderBarProps) {
  const { query, filter, order, refreshing, onQuery, onFilter, onOrder, onRefresh } = props;
  return (
    <>
      <div class="bar">
        <input
          class="input"
          type="search"
          aria-label={t('senders.search')}
          placeholder={t('senders.search')}
          value={query}
          onInput={(event) => onQuery(event.currentTarget.value)}
        />
      </div>
      <div class="bar thin">
        <Choice
          label={t('senders.filter')}
          value={filter}
          values={SENDER_FILTERS}
          word={wordFilter}
          onChange={onFilter}
        />
        <Choice
          label={t('panel.order')}
          value={order}
          values={SENDER_ORDERS}
          word={wordOrder}
          onChange={onOrder}
        />
        <span class="fill" />
        <span class="slot">{refreshing && <Spinner />}</span>
        <Button kind="link" label={t('panel.refresh')} onClick={onRefresh}>
          ↻
        </Button>
      </div>
    </>
  );
}

const FILTERS = {
  all: 'senders.all',
  'not-allowed': 'words.notAllowed',
  'password-right': 'senders.passwordRight',
} as const satisfies Record<SenderFilter, string>;

function wordFilter(filter: SenderFilter): string {
  return t(FILTERS[filter]);
}

const ORDERS = {
  recent: 'senders.orderRecent',
  checks: 'senders.orderChecks',
  refused: 'senders.orderRefused',
  address: 'panel.orderAddress',
} as const satisfies Record<SenderOrder, string>;

function wordOrder(order: SenderOrder): string {
  return t(ORDERS[order]);
}
