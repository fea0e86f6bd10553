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
import { Button } from '../Button.tsx';
import { Choice } from '../Choice.tsx';
import { Spinner } from '../Spinner.tsx';

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
    <>
      <div class="bar">
        <input
          ref={field}
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxLength={MAX_ACCOUNT_CHARACTERS}
          aria-label={t('operator.search')}
          placeholder={t('operator.search')}
          value={search.text}
          onInput={(event) => onSearch({ ...search, text: event.currentTarget.value })}
        />
        <Button kind="primary" label={t('operator.create')} onClick={onCreate}>
          <span class="when-narrow">{t('operator.createButton')}</span>
          <span class="when-wide">{t('operator.create')}</span>
        </Button>
      </div>
      <div class="bar thin">
        <span class="account-count soft" role="status">
          {count}
        </span>
        <Button kind="link" label={t('operator.reload')} onClick={onReload}>
          ↻
        </Button>
        <span class="slot">{isReading && <Spinner />}</span>
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
      </div>
    </>
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
