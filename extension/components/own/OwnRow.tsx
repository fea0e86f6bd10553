import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { showExpiry } from '../../wording/entry.ts';
import { wordFacts } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { showVerdict } from '../../wording/verdict.ts';
import { Button } from '../Button.tsx';
import { Chip } from '../Chip.tsx';
import { Menu, type Point } from '../panel/Menu.tsx';
import type { OwnOffer } from './find-own-offer.ts';
import { describeOwnAct, type OwnAdding } from './own-adding.ts';
import { ownMenuOf } from './own-menu.ts';

/** Longer addresses get a line of their own. */
const LARGE_CHARACTERS = 18;

interface OwnRowProps {
  readonly adding: OwnAdding;
  readonly seen: SeenAddress;
  readonly now: number;
  readonly canChange: boolean;
  readonly isBusy: boolean;
  readonly wantedAt: number | null;
  readonly onShown: () => void;
  readonly onExtend: (entryId: string) => void;
  readonly onEntry: (entryId: string) => void;
  readonly onEverywhere: (() => void) | undefined;
}

/** One address of this browser, what the list says of it, and the act that lets it in. */
export function OwnRow(props: OwnRowProps) {
  const { adding, seen, now, isBusy, wantedAt } = props;
  const [menuAt, setMenuAt] = useState<Point | null>(null);
  const row = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);
  const offer = adding.offerOf(seen);
  const items = ownMenuOf(offer, props);
  useLayoutEffect(() => {
    if (wantedAt === null) return;
    (row.current?.querySelector('button') ?? row.current)?.focus();
    props.onShown();
  }, [wantedAt]);
  // The button that was pressed is gone, so the row takes the focus.
  useLayoutEffect(() => {
    const isLost = hadFocus.current && document.activeElement === document.body;
    if (isLost) row.current?.focus();
  }, [offer.kind]);
  return (
    <div
      ref={row}
      class={seen.address.length > LARGE_CHARACTERS ? 'own-row long' : 'own-row'}
      tabIndex={-1}
      aria-busy={isBusy}
      onFocusIn={() => {
        hadFocus.current = true;
      }}
      onFocusOut={({ relatedTarget }) => {
        // A button that is taken away has lost the focus to nothing.
        hadFocus.current = relatedTarget === null;
      }}
    >
      <p class="own-address breaking">
        {t('own.you')} <strong class="mono">{seen.address}</strong>
      </p>
      <p class="own-state small" role="status">
        <OwnState seen={seen} isShared={adding.isShared} offer={offer} now={now} />
      </p>
      <div class="own-acts">
        {offer.kind === 'act' && (
          <OwnButton
            {...describeOwnAct(offer.act, offer.target.value, adding.expiry)}
            onPress={() => adding.add(seen)}
          />
        )}
        {offer.kind === 'form' && (
          <OwnButton
            isPlain
            text={t('own.addFirst')}
            label={t('own.actLabel', [t('own.addFirst'), offer.target.value])}
            onPress={() => adding.add(seen)}
          />
        )}
        {items.length > 0 && (
          <button
            type="button"
            class="button plain own-more"
            aria-label={t('own.more', [seen.address])}
            aria-haspopup="menu"
            onClick={(event) => {
              const { left, bottom } = event.currentTarget.getBoundingClientRect();
              setMenuAt({ x: left, y: bottom });
            }}
          >
            ▾
          </button>
        )}
      </div>
      {menuAt && (
        <Menu
          label={t('own.more', [seen.address])}
          at={menuAt}
          items={items}
          onClose={() => setMenuAt(null)}
        />
      )}
    </div>
  );
}

interface OwnButtonProps {
  /** True if it only leads to the form. */
  readonly isPlain?: boolean;
  readonly text: string;
  readonly label: string;
  readonly onPress: () => void;
}

function OwnButton({ isPlain = false, text, label, onPress }: OwnButtonProps) {
  return (
    <Button kind={isPlain ? 'plain' : 'primary'} label={label} onClick={onPress}>
      {text}
    </Button>
  );
}

interface OwnStateProps {
  readonly seen: SeenAddress;
  readonly isShared: boolean;
  readonly offer: OwnOffer;
  readonly now: number;
}

function OwnState({ seen, isShared, offer, now }: OwnStateProps) {
  const { reason, shared } = seen;
  const entry = seen.entry ?? shared?.entry ?? null;
  if (reason === 'listed' && entry !== null) {
    const by = shared ? t('shared.name', [shared.list]) : '';
    const more = wordFacts(by, showExpiry(entry, now)?.word ?? '');
    return (
      <>
        <Chip
          {...showVerdict(seen, isShared)}
          word={isShared ? t('shared.on') : t('own.allowedBy', [entry.value])}
        />
        {more !== '' && <span class="soft breaking"> {more}</span>}
      </>
    );
  }
  return (
    <>
      <Chip {...showVerdict(seen, isShared)} />
      {wordMore(seen, isShared, offer) !== '' && (
        <span class="soft"> {wordMore(seen, isShared, offer)}</span>
      )}
    </>
  );
}

/** Says what the button does not. */
function wordMore(seen: SeenAddress, isShared: boolean, offer: OwnOffer): string {
  if (seen.reason === 'unavailable') return t('shared.unsure');
  if (isShared && offer.kind !== 'none') return t('shared.letsIn');
  if (offer.kind === 'none') return offer.because === 'full' ? t('own.full') : '';
  if (offer.target.value !== seen.address) return t('own.network', [offer.target.value]);
  return seen.reason === 'expired' ? t('own.expired') : '';
}
