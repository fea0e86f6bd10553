import { t } from '../../translate.ts';
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

function wordFilter(filter: SenderFilter): string {
  switch (filter) {
    case 'all':
      return t('senders.all');
    case 'not-allowed':
      return t('words.notAllowed');
    case 'password-right':
      return t('senders.passwordRight');
  }
}

function wordOrder(order: SenderOrder): string {
  switch (order) {
    case 'recent':
      return t('senders.orderRecent');
    case 'checks':
      return t('senders.orderChecks');
    case 'refused':
      return t('senders.orderRefused');
    case 'address':
      return t('panel.orderAddress');
  }
}
