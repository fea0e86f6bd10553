import type { Decision } from '../../shared/api.ts';
import type { SeenAddress } from '../../shared/judge-address.ts';
import type { Result } from '../../shared/result.ts';
import type { Trouble } from '../model/trouble.ts';
import { t } from '../wording/translate.ts';
import { wordTrouble } from '../wording/trouble.ts';
import { Notice } from './Notice.tsx';
import { Spinner } from './Spinner.tsx';
import { VerdictLine } from './VerdictLine.tsx';

interface WorkerVerdictProps {
  /** What the list at hand says. */
  readonly here: SeenAddress;
  /** Null while it is awaited. */
  readonly answer: Result<Decision, Trouble> | null;
}

/** What the Worker answers, and whether that is what the list at hand says. */
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
