import { useEffect, useId, useState } from 'preact/hooks';
import type { Trouble } from '../../model/trouble.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { ReadState } from '../ReadState.tsx';
import { useUnderWay } from '../useUnderWay.ts';
import type { ListCalls } from './list-calls.ts';

interface IncludingAccountsProps {
  readonly list: string;
  /** The number of accounts, as far as it is known already. */
  readonly count: number;
  readonly endpoint: string;
  readonly read: ListCalls['includers'];
}

interface Known {
  readonly accounts: readonly string[];
  readonly cursor: string | null;
}

/** So many names are in sight; the others scroll. */
const ROWS = 8;
const ROW_PIXELS = 19;

/** The accounts that include a list, page by page. */
export function IncludingAccounts({ list, count, endpoint, read }: IncludingAccountsProps) {
  const heading = useId();
  const [known, setKnown] = useState<Known | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const { run } = useUnderWay();
  const more = (from: Known | null) =>
    run(async () => {
      const answer = await read(list, from?.cursor ?? null);
      setTrouble(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      const { accounts, cursor } = answer.value;
      setKnown({ accounts: [...(from?.accounts ?? []), ...accounts], cursor });
    });
  // Another number says that an account was attached or detached meanwhile.
  useEffect(() => void more(null), [count]);
  return (
    <div class="stack inset">
      <h3 id={heading}>{t('sharedLists.includers')}</h3>
      {/* The room of the names is reserved, so that nothing below them moves when they are there. */}
      <div style={{ minHeight: `${Math.min(Math.max(count, 1), ROWS) * ROW_PIXELS}px` }}>
        <ReadState
          count={known?.accounts.length}
          none={t('sharedLists.noIncluders')}
          trouble={trouble}
          endpoint={endpoint}
          onRetry={() => more(known)}
        />
        {known && known.accounts.length > 0 && (
          // It scrolls, so it must be reachable by keyboard.
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller needs the focus to be scrolled by keys.
          <ul class="includers breaking" tabIndex={0} aria-labelledby={heading}>
            {known.accounts.map((account) => (
              <li key={account}>{account}</li>
            ))}
          </ul>
        )}
      </div>
      {known && known.cursor !== null && (
        <div class="row">
          <Button kind="link" onClick={() => void more(known)}>
            {t('sharedLists.moreIncluders')}
          </Button>
        </div>
      )}
    </div>
  );
}
