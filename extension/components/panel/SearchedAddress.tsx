import { useMemo, useState } from 'preact/hooks';
import { judgeAddress, type SeenAddress } from '../../../shared/judge-address.ts';
import type { Result } from '../../../shared/result.ts';
import type { Checked } from '../../model/checked.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { isSharedList, nameOfAccount } from '../../model/listed-place.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordCovering } from '../../wording/entry.ts';
import { wordReason } from '../../wording/reason.ts';
import { t } from '../../wording/translate.ts';
import { showVerdict } from '../../wording/verdict.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { WorkerVerdict } from '../WorkerVerdict.tsx';

interface SearchedAddressProps {
  /** In the form in which entries are compared with it. */
  readonly address: string;
  readonly list: KnownAllowlist;
  readonly now: number;
  /** Asks the endpoint whether it says the same. Absent for a shared list, about which no mail server asks. */
  readonly onCheck: ((address: string) => Promise<Result<Checked, Trouble>>) | undefined;
  /** Adds the address. Absent if the token may only read. */
  readonly onAdd: (() => void) | undefined;
}

interface Asked {
  readonly address: string;
  readonly list: KnownAllowlist;
  readonly answer: Result<Checked, Trouble> | null;
}

/** Says of an address in the search whether it would be allowed, and by which entry. */
export function SearchedAddress({ address, list, now, onCheck, onAdd }: SearchedAddressProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const judged = useMemo(
    () => judgeAddress(list, address, list.suspended, now),
    [list, address, now],
  );
  // An answer is valid only for its address and for the list of that moment.
  const current = asked?.address === address && asked.list === list ? asked : null;
  const ask = async () => {
    if (onCheck === undefined || (current !== null && current.answer === null)) return;
    setAsked({ address, list, answer: null });
    setAsked({ address, list, answer: await onCheck(address) });
  };
  const { tone, sign } = showVerdict(judged, isSharedList(list.account));
  const covering = judged.entry ?? judged.shared?.entry;
  const isListed = judged.reason === 'listed';
  return (
    <div class="searched stack">
      <Notice tone={tone} sign={sign} live="status">
        {wordJudged(judged, list)}
        {covering && covering.remark !== '' && (
          <span> {t('addressTest.remark', [covering.remark])}</span>
        )}{' '}
        {!isListed && onAdd && (
          <Button kind="link" label={t('senders.addLabel', [address])} onClick={onAdd}>
            {t('panel.addIt')}
          </Button>
        )}
        {onCheck && (
          <Button kind="link" onClick={() => void ask()}>
            {t('addressTest.ask')}
          </Button>
        )}
      </Notice>
      {current && (
        <div role="status">
          <WorkerVerdict here={judged} answer={current.answer} />
        </div>
      )}
    </div>
  );
}

function wordJudged(seen: SeenAddress, { account }: KnownAllowlist): string {
  const { address, reason, entry, shared } = seen;
  if (reason === 'unavailable') return t('shared.unsure');
  if (reason === 'not-listed') {
    return isSharedList(account)
      ? t('shared.isNotOn', [nameOfAccount(account), address])
      : t('panel.notAllowed', [address]);
  }
  const covering = entry ?? shared?.entry;
  return wordReason(reason, covering && wordCovering(covering, shared));
}
