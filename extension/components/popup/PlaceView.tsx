import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { dayLonger } from '../../../shared/expiring.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { Abilities } from '../../model/abilities.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { wordMoment } from '../../wording/time.ts';
import { Form } from '../Form.tsx';
import { SuspectSenders } from '../preview/SuspectSenders.tsx';
import { useCutOffSenders } from '../preview/useCutOffSenders.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { Spinner } from '../Spinner.tsx';
import { useNow } from '../useNow.ts';
import { ExpiresAlone } from './ExpiresAlone.tsx';
import { LeftOut } from './LeftOut.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';
import { OutcomeNotice } from './OutcomeNotice.tsx';
import { PlaceActs } from './PlaceActs.tsx';
import { PopupAnswer } from './PopupAnswer.tsx';
import type { MeantAct } from './possible-acts.ts';
import { QuickAddFields } from './QuickAddFields.tsx';
import { Reason } from './Reason.tsx';
import { useCarryOut } from './useCarryOut.ts';
import { type QuickAddProps, useQuickAdd } from './useQuickAdd.ts';

interface PlaceViewProps extends QuickAddProps {
  readonly endpoint: string;
  readonly abilities: Abilities;
  readonly refreshing: boolean;
  /** The heading takes the focus when the element that had it is gone. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Shows for one account whether mail from this address goes through, and offers to allow it with one click. */
export function PlaceView(props: PlaceViewProps) {
  const { place, snapshot, heading, actions } = props;
  const now = useNow(1000);
  const { outcome, carryOut, forget } = useCarryOut(place, actions);
  const quickAdd = useQuickAdd(props, carryOut, now);
  const { seen, primary, order, read, isReady, fields, companions } = quickAdd;
  const form = useFocusedSubmit(order.first !== null && isReady);
  const trouble = snapshot?.trouble ?? outcome.trouble;
  // Nothing can be done before the trouble has ended, so that is the first act.
  const isStuck = snapshot !== null && snapshot.trouble !== null;
  const change = outcome.change?.revision === snapshot?.revision ? outcome.change : null;
  const cutOff = read.isCurrent && read.answer?.ok ? read.answer.value.cutOff : [];
  const isOff = snapshot?.mode === 'off';
  const senders = useCutOffSenders(isOff ? cutOff : [], () => actions.readLeaks(place));
  // One entry is for this browser itself.
  const room = snapshot === null ? 0 : snapshot.limit - snapshot.live - 1 - companions.length;

  const act = async (chosen: MeantAct) => {
    if (await quickAdd.act(chosen)) heading.current?.focus();
  };

  const readPreview: ReadPreview = (command) => actions.preview(place, command);
  const extend = (entry: Parameters<typeof dayLonger>[0]) => {
    const isAsSeen = ({ entry: fresh }: SeenAddress) =>
      fresh?.id === entry.id && fresh.expiresAt === entry.expiresAt;
    void carryOut(dayLonger(entry), (fresh) => fresh.addresses.some(isAsSeen));
  };
  const addCompanions = (addresses: readonly string[]) =>
    quickAdd.setCompanions([...companions, ...addresses]);

  return (
    <main class="place">
      <Form
        class="place"
        ref={form}
        onSubmit={() => {
          if (order.first) void act(order.first);
        }}
      >
        {snapshot && seen ? (
          <>
            <div class="place-body stack">
              <PopupAnswer
                addresses={snapshot.addresses}
                seen={seen}
                isShared={snapshot.isShared}
                refreshing={props.refreshing}
                lastKnown={snapshot.trouble === null ? null : wordMoment(snapshot.at, Date.now())}
                heading={heading}
                onChoose={quickAdd.chooseFamily}
              />
              <Reason
                seen={seen}
                isShared={snapshot.isShared}
                now={now}
                onExtend={props.canChange && isReady ? extend : undefined}
              />
              {primary && !isStuck && (
                <>
                  <QuickAddFields
                    act={primary}
                    seen={seen}
                    now={now}
                    isShort={isOff || read.isAsked || seen.family === 6}
                    {...fields}
                  />
                  <ExpiresAlone
                    act={primary}
                    snapshot={snapshot}
                    expiry={fields.expiry}
                    companions={companions.length}
                    observes={
                      isOff ? order.first?.start === 'observe' : snapshot.mode === 'observe'
                    }
                    now={now}
                  />
                  <LeftOut snapshot={snapshot} seen={seen} />
                </>
              )}
              <SuspectSenders
                suspects={senders?.suspects ?? []}
                now={now}
                onAdd={room > 0 ? (address) => addCompanions([address]) : undefined}
              />
            </div>
            {!isStuck && (
              <PlaceActs
                quickAdd={quickAdd}
                snapshot={snapshot}
                seen={seen}
                senders={senders}
                room={room}
                actions={actions}
                onAct={(chosen) => void act(chosen)}
                onAddCompanions={addCompanions}
              />
            )}
          </>
        ) : (
          trouble === null && (
            <div class="place-body">
              <Spinner />
            </div>
          )
        )}
        <OutcomeNotice
          trouble={trouble}
          endpoint={props.endpoint}
          knownAt={snapshot?.at ?? 0}
          hasMoved={outcome.hasMoved}
          mode={snapshot?.mode ?? 'off'}
          warnings={change?.warnings.filter(({ value }) => value !== seen?.address) ?? []}
          onRetry={() => {
            forget();
            actions.refresh();
          }}
          onOptions={actions.openOptions}
          onToken={() => actions.replaceToken(props.place)}
        />
      </Form>
      {snapshot?.trouble === null && props.canChange && hasSwitch(snapshot) && (
        <ModeSwitch
          snapshot={snapshot}
          endsPauses={props.abilities.endsPauses}
          readPreview={readPreview}
          readLeaks={() => actions.readLeaks(place)}
          onChange={carryOut}
        />
      )}
    </main>
  );
}

/** A list that is off is turned on by its first entry, and a shared list has no mode. */
function hasSwitch({ mode, suspended, isShared }: Snapshot): boolean {
  return !suspended && mode !== 'off' && !isShared;
}

/** Focuses the main button, so that Enter works at once. It never takes the focus from another element. */
function useFocusedSubmit(isReady: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  // This must happen before the page is painted, because the person may press Enter as soon as they see the button.
  useLayoutEffect(() => {
    if (!isReady || document.activeElement !== document.body) return;
    form.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
  }, [isReady]);
  return form;
}
