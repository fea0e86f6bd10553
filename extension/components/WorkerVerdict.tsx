import type { SeenAddress } from '../../shared/judge-address.ts';
import type { Result } from '../../shared/result.ts';
import type { Checked } from '../model/checked.ts';
import type { Trouble } from '../model/trouble.ts';
import { t } from '../wording/translate.ts';
import { wordTrouble } from '../wording/trouble.ts';
import { Notice } from './Notice.tsx';
import { Spinner } from './Spinner.tsx';
import { VerdictLine } from './VerdictLine.tsx';

interface WorkerVerdictProps {
  /** The verdict of the list in this browser. */
  readonly here: SeenAddress;
  /** Null while the answer is awaited. */
  readonly answer: Result<Checked, Trouble> | null;
}

/** Shows what the Worker answers, and whether the list in this browser gives the same answer. */
export function WorkerVerdict({ here, answer }: WorkerVerdictProps) {
  if (answer === null) return <Spinner />;
  if (!answer.ok) {
    return (
      <Notice tone="warn">
        {t('addressTest.notAsked', [wordTrouble(answer.error, '').title])}
      </Notice>
    );
  }
  const { verdict, reason } = answer.value;
  if (verdict === here.verdict && reason === here.reason) {
    return <Notice tone="ok">{t('addressTest.same')}</Notice>;
  }
  return (
    <Notice tone="warn">
      {t('addressTest.otherwise')}
      <VerdictLine {...answer.value} />
    </Notice>
  );
}
