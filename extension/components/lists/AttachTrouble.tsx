import type { Trouble } from '../../model/trouble.ts';
import { isRefusal } from '../../wording/is-refusal.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';

interface AttachTroubleProps {
  readonly trouble: Trouble;
  readonly endpoint: string;
}

/** Says why a shared list was not attached, or not detached. */
export function AttachTrouble({ trouble, endpoint }: AttachTroubleProps) {
  const said = wordRefused(trouble);
  if (said === undefined) {
    return <TroubleNotice trouble={trouble} endpoint={endpoint} full={t('sharedLists.fullNow')} />;
  }
  return (
    <Notice tone="no" live="alert">
      {said}
    </Notice>
  );
}

function wordRefused(trouble: Trouble): string | undefined {
  if (isRefusal(trouble, 'list-unknown')) return t('sharedLists.goneMeanwhile');
  if (isRefusal(trouble, 'list-attached')) return t('sharedLists.attachedMeanwhile');
  if (isRefusal(trouble, 'revision-changed')) return t('sharedLists.changedMeanwhile');
  return undefined;
}
