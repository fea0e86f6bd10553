import type { RefObject } from 'preact';
import { MAX_ACCOUNT_CHARACTERS } from '../../../shared/limits.ts';
import {
  ACCOUNT_STATES,
  type AccountOrder,
  ordersOf,
  type SoughtAccounts,
  type SoughtState,
} from '../../model/account-search.ts';
import { t } from '../../wording/translate.ts';
import { Choice } from '../Choice.tsx';
import { FinderBar } from './FinderBar.tsx';

interface SearchBarProps {
  readonly search: SoughtAccounts;
  readonly canSearch: boolean;
  /** The number of accounts, in words. */
  readonly count: string;
  readonly isReading: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onSearch: (search: SoughtAccounts) => void;
  readonly onReload: () => void;
  readonly onCreate: () => void;
}

/** Above the list: what to look for, in which order, and the way to a new account. */
export function SearchBar(props: SearchBarProps) {
  const { search, canSearch, count, isReading, field, onSearch, onReload, onCreate } = props;
  return (
    <FinderBar
      text={search.text}
      maxLength={MAX_ACCOUNT_CHARACTERS}
      words={{
        search: t('operator.search'),
        create: t('operator.create'),
        reload: t('operator.reload'),
        count,
      }}
      isReading={isReading}
      field={field}
      onSearch={(text) => onSearch({ ...search, text })}
      onReload={onReload}
      onCreate={onCreate}
    >
      <div class="orders">
        <Choice
          label={t('operator.state')}
          value={search.state}
          values={ACCOUNT_STATES}
          word={wordState}
          onChange={(state) => onSearch({ ...search, state })}
        />
        <Choice
          label={t('panel.order')}
          value={search.order}
          values={ordersOf(canSearch)}
          word={wordOrder}
          onChange={(order) => onSearch({ ...search, order })}
        />
      </div>
    </FinderBar>
  );
}

const STATES = {
  any: 'operator.stateAny',
  enforce: 'words.enforcing',
  observe: 'words.observing',
  off: 'words.off',
  suspended: 'words.suspended',
} as const satisfies Record<SoughtState, string>;

function wordState(state: SoughtState): string {
  return t(STATES[state]);
}

const ORDERS = {
  name: 'operator.orderName',
  'last-check': 'operator.orderLastCheck',
  idle: 'operator.orderIdle',
  alerts: 'operator.orderAlerts',
  entries: 'operator.orderEntries',
  changed: 'operator.orderChanged',
} as const satisfies Record<AccountOrder, string>;

function wordOrder(order: AccountOrder): string {
  return t(ORDERS[order]);
}
