import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { dayLonger } from '../../../shared/expiring.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { wordMoment } from '../../wording/time.ts';
import { Form } from '../Form.tsx';
import { ChangePreview } from '../preview/ChangePreview.tsx';
import type { ReadPreview } from '../preview/usePreview.ts';
import { Spinner } from '../Spinner.tsx';
import { StartMode } from '../StartMode.tsx';
import { useNow } from '../useNow.ts';
import { ActBar } from './ActBar.tsx';
import { BeforeNotice } from './BeforeNotice.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';
import { OutcomeNotice } from './OutcomeNotice.tsx';
import type { Act } from './offer.ts';
import { PopupAnswer } from './PopupAnswer.tsx';
import { QuickAddFields } from './QuickAddFields.tsx';
import { Reason } from './Reason.tsx';
import { useCarryOut } from './useCarryOut.ts';
import { type QuickAddProps, useQuickAdd } from './useQuickAdd.ts';

interface PlaceViewProps extends QuickAddProps {
  readonly endpoint: string;
  readonly refreshing: boolean;
  /** The heading takes the focus when the element that had it is gone. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** Shows for one account whether mail from this address goes through, and offers to allow it with one click. */
export function PlaceView(props: PlaceViewProps) {
  const { snapshot, heading, actions } = props;
  const now = useNow(1000);
  const { outcome, carryOut, forget } = useCarryOut(props.place, actions);
  const { seen, offer, primary, planned, isReady, fields, ...quickAdd } = useQuickAdd(
    props,
    carryOut,
    now,
  );
  const form = useFocusedSubmit(primary !== null && isReady);
  const trouble = snapshot?.trouble ?? outcome.trouble;
  const change = outcome.change?.revision === snapshot?.revision ? outcome.change : null;

  const act = async (chosen: Act) => {
    if (await quickAdd.act(chosen)) heading.current?.focus();
  };

  const readPreview: ReadPreview = (command) => actions.preview(props.place, command);
  const extend = (entry: Parameters<typeof dayLonger>[0]) => {
    const isAsSeen = ({ entry: fresh }: SeenAddress) =>
      fresh?.id === entry.id && fresh.expiresAt === entry.expiresAt;
    void carryOut(dayLonger(entry), (fresh) => fresh.addresses.some(isAsSeen));
  };

  return (
    <main class="place">
      <Form
        class="place"
        ref={form}
        onSubmit={() => {
          if (primary) void act(primary);
        }}
      >
        {snapshot && seen ? (
          <>
            <div class="place-body stack">
              <PopupAnswer
                addresses={snapshot.addresses}
                seen={seen}
                refreshing={props.refreshing}
                lastKnown={snapshot.trouble === null ? null : wordMoment(snapshot.at, now)}
                heading={heading}
                onChoose={quickAdd.chooseFamily}
              />
              <Reason
                seen={seen}
                now={now}
                onExtend={props.canChange && isReady ? extend : undefined}
              />
              {primary && <QuickAddFields act={primary} seen={seen} now={now} {...fields} />}
            </div>
            <div class="place-foot stack">
              {primary && snapshot.mode === 'off' && (
                <StartMode start={fields.start} onChange={fields.setStart} />
              )}
              {primary && <BeforeNotice snapshot={snapshot} seen={seen} start={fields.start} />}
              {(primary?.kind === 'replace' || (primary && snapshot.mode === 'off')) && (
                <ChangePreview
                  isShort
                  command={planned}
                  revision={snapshot.revision}
                  addresses={snapshot.addresses}
                  read={readPreview}
                />
              )}
              {offer && (
                <ActBar
                  offer={offer}
                  address={seen.address}
                  limit={snapshot.limit}
                  disabled={!isReady}
                  onSecond={(second) => void act(second)}
                  onCopy={() => actions.copy(seen.address)}
                  onPanel={actions.openPanel}
                />
              )}
            </div>
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
        />
      </Form>
      {snapshot?.trouble === null &&
        props.canChange &&
        !snapshot.suspended &&
        snapshot.mode !== 'off' && (
          <ModeSwitch
            snapshot={snapshot}
            readPreview={readPreview}
            onSwitch={(mode) =>
              carryOut(
                { kind: 'set-mode', body: { mode } },
                (fresh) => fresh.mode === snapshot.mode,
              )
            }
          />
        )}
    </main>
  );
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
