import { useMemo, useState } from 'preact/hooks';
import type { Allowlist, Decision } from '../../shared/api.ts';
import { parseClientAddress } from '../../shared/client-address.ts';
import { judgeAddress } from '../../shared/judge-address.ts';
import type { Result } from '../../shared/result.ts';
import type { Trouble } from '../model/trouble.ts';
import { wordSentences } from '../wording/series.ts';
import { t } from '../wording/translate.ts';
import { wordValueForm, wordValueProblem } from '../wording/value-problem.ts';
import { Button } from './Button.tsx';
import { Form } from './Form.tsx';
import { TextField } from './TextField.tsx';
import { useNow } from './useNow.ts';
import { useSettled } from './useSettled.ts';
import { VerdictLine } from './VerdictLine.tsx';
import { WorkerVerdict } from './WorkerVerdict.tsx';

const TYPING_PAUSE_MS = 300;
const EXPIRY_TICK_MS = 10_000;

interface AddressTestProps {
  readonly list: Allowlist;
  readonly suspended: boolean;
  /** Asks the Worker. Absent if that is not possible. */
  readonly onCheck?: ((address: string) => Promise<Result<Decision, Trouble>>) | undefined;
}

interface Asked {
  readonly address: string;
  readonly list: Allowlist;
  readonly answer: Result<Decision, Trouble> | null;
}

/**
 * Answers whether an address would be allowed. It answers at once from the list in this browser, and from the Worker
 * on request.
 */
export function AddressTest({ list, suspended, onCheck }: AddressTestProps) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState<Asked | null>(null);
  const now = useNow(EXPIRY_TICK_MS);
  const settled = useSettled(text.trim(), TYPING_PAUSE_MS);
  const parsed = useMemo(() => parseClientAddress(settled), [settled]);
  const address = parsed.ok ? parsed.value.text : null;
  const judged = useMemo(
    () => (address === null ? null : judgeAddress(list, address, suspended, now)),
    [list, address, suspended, now],
  );
  // An answer is valid only for its address and for the list of that moment.
  const current = asked?.address === address && asked.list === list ? asked : null;
  const ask = async () => {
    if (!onCheck || address === null || (current !== null && current.answer === null)) return;
    setAsked({ address, list, answer: null });
    setAsked({ address, list, answer: await onCheck(address) });
  };
  const error =
    parsed.ok || settled === ''
      ? undefined
      : wordSentences(wordValueProblem(parsed.error), wordValueForm('address'));
  return (
    <Form class="stack address-test" onSubmit={ask}>
      <TextField
        label={t('addressTest.label')}
        error={error}
        class="input mono"
        exact
        placeholder={t('addressTest.example')}
        value={text}
        onInput={setText}
      />
      <div class="address-verdict row wrap">
        <div role="status">{judged && <VerdictLine {...judged} />}</div>
        {judged && onCheck && (
          <Button kind="link" submit>
            {t('addressTest.ask')}
          </Button>
        )}
      </div>
      <div role="status">
        {judged && current && <WorkerVerdict here={judged} answer={current.answer} />}
      </div>
    </Form>
  );
}
