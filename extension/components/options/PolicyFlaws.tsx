import type { PolicyFlaw } from '../../model/policy.ts';
import { wordPolicyFlaw } from '../../wording/policy.ts';
import { t } from '../../wording/translate.ts';
import { TitledNotice } from './TitledNotice.tsx';

interface PolicyFlawsProps {
  readonly flaws: readonly PolicyFlaw[];
}

/** Shows the parts of the company's policy that were left out. Its author needs to see them. */
export function PolicyFlaws({ flaws }: PolicyFlawsProps) {
  return (
    <TitledNotice tone="warn" title={t('policy.flawsTitle')}>
      {t('policy.flaws')}
      <ul>
        {flaws.map((flaw) => (
          <li key={`${flaw.pointer} ${flaw.wanted}`} class="breaking">
            {wordPolicyFlaw(flaw)}
          </li>
        ))}
      </ul>
    </TitledNotice>
  );
}
