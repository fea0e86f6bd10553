import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { CutOffSenders } from '../../model/cut-off-senders.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { AddThese } from '../preview/AddThese.tsx';
import { ShownPreview } from '../preview/ChangePreview.tsx';
import { ActBar } from './ActBar.tsx';
import { BeforeNotice } from './BeforeNotice.tsx';
import { NoActBar } from './NoActBar.tsx';
import type { PopupActions } from './popup-actions.ts';
import type { MeantAct } from './possible-acts.ts';
import type { useQuickAdd } from './useQuickAdd.ts';

interface PlaceActsProps {
  readonly quickAdd: ReturnType<typeof useQuickAdd>;
  readonly snapshot: Snapshot;
  readonly seen: SeenAddress;
  readonly senders: CutOffSenders | null;
  readonly room: number;
  readonly actions: Pick<PopupActions, 'copy' | 'openPanel'>;
  readonly onAct: (act: MeantAct) => void;
  readonly onAddCompanions: (addresses: readonly string[]) => void;
}

/** Shows whom an act would cut off, and the acts. They stand at the bottom, where nothing above moves them. */
export function PlaceActs(props: PlaceActsProps) {
  const { quickAdd, snapshot, seen, senders, room, actions } = props;
  const { offer, order, read, isReady, companions } = quickAdd;
  if (offer === undefined) return null;
  return (
    <div class="place-foot stack">
      {read.isAsked ? (
        <div class="foreseen stack">
          <ShownPreview
            isShort
            isAvoidable={snapshot.mode === 'off'}
            reading={read}
            addresses={snapshot.addresses}
          />
          <BeforeNotice {...snapshot} />
        </div>
      ) : (
        offer.kind === 'acts' && <BeforeNotice {...snapshot} />
      )}
      {offer.kind === 'none' ? (
        <NoActBar
          because={offer.because}
          address={seen.address}
          limit={snapshot.limit}
          onCopy={() => actions.copy(seen.address)}
          onPanel={actions.openPanel}
        />
      ) : (
        <ActBar
          order={order}
          foresight={read.foresight}
          companions={companions.length}
          disabled={!isReady}
          why={quickAdd.why}
          isReserved={read.isAsked}
          onAct={props.onAct}
        >
          <AddThese senders={senders} room={room} onAdd={props.onAddCompanions} />
          {companions.length > 0 && (
            <Button kind="link" onClick={() => quickAdd.setCompanions([])}>
              {t('first.leaveOut', companions.length)}
            </Button>
          )}
        </ActBar>
      )}
    </div>
  );
}
