import { useMemo, useState } from 'preact/hooks';
import type { Allowlist } from '../../../shared/api.ts';
import { judgeAddress } from '../../../shared/judge-address.ts';
import type { Result } from '../../../shared/result.ts';
import type { Checked } from '../../model/checked.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordReason } from '../../wording/reason.ts';
import { t } from '../../wording/translate.ts';
import { showVerdict } from '../../wording/verdict.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { WorkerVerdict } from '../WorkerVerdict.tsx';

interface SearchedAddressProps {
  /** In the form in which entries are compared with it. */
  readonly address: string;
  readonly list: Allowlist;
  readonly now: number;
  /** Asks the endpoint whether it says the same. */
  readonly onCheck: (address: string) => Promise<Result<Checked, Trouble>>;
  /** Adds the address. Absent if the token may only read. */
  readonly onAdd: (() => void) | undefined;
}

interface Asked {
  readonly address: string;
  readonly list: Allowlist;
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
    if (current !== null && current.answer === null) return;
    setAsked({ address, list, answer: null });
    setAsked({ address, list, answer: await onCheck(address) });
  };
  const { tone, sign } = showVerdict(judged);
  const isListed = judged.reason === 'listed';
  return (
    <div class="searched stack">
      <Notice tone={tone} sign={sign} live="status">
        {judged.reason === 'not-listed'
          ? t('panel.notAllowed', [address])
          : wordReason(judged.reason, judged.entry?.value)}
        {judged.entry && judged.entry.remark !== '' && (
          <span> {t('addressTest.remark', [judged.entry.remark])}</span>
        )}{' '}
        {!isListed && onAdd && (
          <Button kind="link" label={t('senders.addLabel', [address])} onClick={onAdd}>
            {t('panel.addIt')}
          </Button>
        )}
        <Button kind="link" onClick={() => void ask()}>
          {t('addressTest.ask')}
        </Button>
      </Notice>
      {current && (
        <div role="status">
          <WorkerVerdict here={judged} answer={current.answer} />
        </div>
      )}
    </div>
  );
}
