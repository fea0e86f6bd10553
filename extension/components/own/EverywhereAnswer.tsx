import { wordList } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { wordTrouble } from '../../wording/trouble.ts';
import { Chip } from '../Chip.tsx';
import type { OwnAct } from './find-own-offer.ts';
import type { EverywherePlan } from './plan-everywhere.ts';
import type { EverywhereRow } from './useEverywhere.ts';

/** Says what is done at one account, or why nothing is. */
export function EverywhereAnswer({ row: { plan, answer } }: { readonly row: EverywhereRow }) {
  if (plan === null) return <p class="small soft">{t('words.loading')}</p>;
  const values = plan.kind === 'add' ? wordList(plan.acts.map(nameOf)) : '';
  switch (answer?.kind) {
    case 'added':
      return (
        <p class="small" role="status">
          <Chip tone="ok" sign="✓" word={t('own.added', [values])} />
        </p>
      );
    case 'taken-back':
      return <p class="small soft">{t('undo.undone')}</p>;
    case 'failed':
      return (
        <p class="small" role="status">
          <Chip tone="no" sign="✕" word={t('own.notAdded')} />{' '}
          {wordTrouble(answer.trouble, '').title}
        </p>
      );
    default:
      return (
        <p class="small soft">
          {plan.kind === 'add' ? t('own.willAdd', [values]) : wordPlan(plan)}
        </p>
      );
  }
}

function nameOf(act: OwnAct): string {
  return act.kind === 'add' ? act.target.value : act.entry.value;
}

function wordPlan(plan: Exclude<EverywherePlan, { readonly kind: 'add' }>): string {
  if (plan.kind === 'off') return t('own.leftOff');
  if (plan.kind === 'unknown') return t('words.trouble');
  switch (plan.because) {
    case 'listed':
      return t('own.isListed');
    case 'read-only':
      return t('panel.readOnly');
    case 'full':
      return t('own.full');
    case 'suspended':
      return t('words.suspended');
    case 'trouble':
      return t('words.trouble');
  }
}
