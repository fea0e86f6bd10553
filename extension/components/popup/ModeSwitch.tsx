import { useState } from 'preact/hooks';
import type { ListedMode } from '../../../shared/allowlist.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { importOf } from '../../wording/import-of-senders.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';

import type { ChangeQuestion } from '../panel/question.ts';
import type { ReadLeaks } from '../preview/useCutOffSenders.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { LateQuestion } from './LateQuestion.tsx';
import type { CarryOut } from './useCarryOut.ts';

interface ModeSwitchProps {
  readonly snapshot: Snapshot;
  /** True if the endpoint ends a pause by itself. */
  readonly endsPauses: boolean;
  readonly readPreview: ReadPreview;
  readonly readLeaks: ReadLeaks;
  readonly onChange: CarryOut;
}

/** Pauses an enforced list, or enforces an observing one (R14). It first says what that does. */
export function ModeSwitch(props: ModeSwitchProps) {
  const { snapshot, endsPauses, readPreview, readLeaks, onChange } = props;
  const [asked, setAsked] = useState<ChangeQuestion | null>(null);
  const { mode, revision, addresses } = snapshot;
  const until = snapshot.pause?.until ?? null;
  const next = mode === 'enforce' ? 'observe' : 'enforce';
  return (
    <div class="acts stack">
      <Button kind="link" onClick={() => setAsked(modeQuestionOf(next, snapshot))}>
        {next === 'observe' ? t('panel.pause') : t('panel.enforce')}
      </Button>
      {until !== null && (
        <p class="pause-until small soft">{t('pause.until', [wordDate(until)])}</p>
      )}
      {asked && (
        <LateQuestion
          question={asked}
          source={{ revision, addresses, read: readPreview }}
          help={{
            readLeaks,
            room: snapshot.limit - snapshot.live,
            onAdd: (addresses) =>
              void onChange(importOf(addresses), (fresh) => fresh.mode === snapshot.mode),
          }}
          endsPauses={endsPauses}
          onConfirm={async (command) => {
            const isAsSeen = (fresh: Snapshot) =>
              fresh.mode === snapshot.mode && (next === 'observe' || fresh.revision === revision);
            await onChange(command, isAsSeen);
            setAsked(null);
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </div>
  );
}

function modeQuestionOf(mode: ListedMode, snapshot: Snapshot): ChangeQuestion {
  const { addresses, count, live, listsLetIn } = snapshot;
  const isEnforced = mode === 'enforce';
  const unlisted = addresses.filter(({ reason }) => isEnforced && reason === 'observed');
  return {
    command: { kind: 'set-mode', body: { mode } },
    entry: undefined,
    count,
    turnsOn: false,
    turnsOff: false,
    leavesNobody: live === 0 && !listsLetIn,
    leavesOnlyLists: false,
    lists: [],
    isShared: false,
    lost: unlisted.map(({ address }) => address),
    refuses: isEnforced,
  };
}
