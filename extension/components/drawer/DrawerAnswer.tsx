import { useRef, useState } from 'preact/hooks';
import type { Allowlist, Change } from '../../../shared/api.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Trouble } from '../../model/trouble.ts';
import { wordTerms } from '../../wording/own.ts';
import { wordMoment } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordWarnings } from '../../wording/warning.ts';
import { Button } from '../Button.tsx';
import { findExpiryTerms } from '../ExpiryField.tsx';
import { Notice } from '../Notice.tsx';
import { wordAct } from '../popup/act-words.ts';
import { PopupAnswer } from '../popup/PopupAnswer.tsx';
import { Reason } from '../popup/Reason.tsx';
import { TroubleNotice } from '../TroubleNotice.tsx';
import { useNow } from '../useNow.ts';
import { useUnderWay } from '../useUnderWay.ts';
import { findDrawerOffer } from './drawer-offer.ts';
import type { DrawerProps } from './drawer-props.ts';

interface DrawerAnswerProps extends DrawerProps {
  readonly snapshot: Snapshot;
  readonly list: Allowlist;
}

/** The result of the last addition. */
interface AddOutcome {
  readonly trouble: Trouble | null;
  readonly hasMoved: boolean;
  readonly change: Change | null;
}

const NOTHING_YET: AddOutcome = { trouble: null, hasMoved: false, change: null };

/** Says whether mail from this address goes through, and offers to allow it with one click. */
export function DrawerAnswer(props: DrawerAnswerProps) {
  const { snapshot, list, endpoint, canChange, quickAdd, browserName, actions } = props;
  const now = useNow(1000);
  const heading = useRef<HTMLHeadingElement>(null);
  const [{ trouble, hasMoved, change }, setOutcome] = useState(NOTHING_YET);
  const { underWay, run } = useUnderWay();
  const [seen] = snapshot.addresses;
  if (seen === undefined) return null;
  const offer = findDrawerOffer(snapshot, list, canChange);
  const remark = quickAdd.remark || browserName;
  const add = () =>
    run(async () => {
      if (offer.kind !== 'add') return;
      const { address, target } = offer;
      const terms = findExpiryTerms({ choice: quickAdd.expiry, until: '' }, Date.now());
      const request = { format: target.format, values: [target.value], remark, ...terms };
      setOutcome(NOTHING_YET);
      const answer = await actions.addOwnAddress(address, request);
      setOutcome({
        trouble: answer?.ok === false ? answer.error : null,
        hasMoved: answer === null,
        change: answer?.ok ? answer.value : null,
      });
      // The button disappears, so the focus must move.
      heading.current?.focus();
    });
  return (
    <section class="body stack">
      <PopupAnswer
        addresses={[seen]}
        seen={seen}
        isShared={snapshot.isShared}
        refreshing={props.refreshing}
        lastKnown={snapshot.trouble === null ? null : wordMoment(snapshot.at, now)}
        heading={heading}
      />
      <Reason seen={seen} isShared={snapshot.isShared} now={now} />
      {offer.kind === 'add' && (
        <>
          <Button kind="primary" wide disabled={underWay} onClick={() => void add()}>
            {wordAct({ kind: 'add', target: offer.target })}
          </Button>
          <p class="small soft">{wordTerms(quickAdd.expiry, remark)}</p>
        </>
      )}
      {offer.kind === 'none' && offer.elsewhere && (
        <Button
          wide
          onClick={() =>
            snapshot.mode === 'off'
              ? actions.openPanel('add')
              : actions.openPanel('allowlist', seen.entry?.id)
          }
        >
          {t('drawer.openList')}
        </Button>
      )}
      <div role="status" class="stack">
        {change && <p>{wordAdded(change)}</p>}
        {change &&
          wordWarnings(change.warnings, change.mode, 'after').map((text) => (
            <Notice key={text} tone="warn">
              {text}
            </Notice>
          ))}
        {hasMoved && <Notice tone="warn">{t('popup.moved')}</Notice>}
      </div>
      {trouble && trouble.kind !== snapshot.trouble?.kind && (
        <TroubleNotice
          trouble={trouble}
          endpoint={endpoint}
          onRetry={actions.refresh}
          onOptions={actions.openOptions}
        />
      )}
    </section>
  );
}

function wordAdded({ added, updated }: Change): string {
  const [entry] = added;
  return entry ? t('undo.added', [entry.value]) : t('undo.renewed', [updated[0]?.value ?? '']);
}
