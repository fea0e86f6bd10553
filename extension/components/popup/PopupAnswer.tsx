import type { Ref } from 'preact';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import { t } from '../../wording/translate.ts';
import { showVerdict } from '../../wording/verdict.ts';
import { Chip } from '../Chip.tsx';
import { Segmented } from '../Segmented.tsx';
import { Spinner } from '../Spinner.tsx';

/** Longer addresses are shown in smaller letters, so that they still fit in one line. */
const LARGE_CHARACTERS = 18;

interface AnswerProps {
  readonly addresses: readonly SeenAddress[];
  readonly seen: SeenAddress;
  /** True for a shared list. It has the address, or not. */
  readonly isShared?: boolean | undefined;
  readonly refreshing: boolean;
  /** The time at which this was last true. Null unless the state can't be read at present. */
  readonly lastKnown: string | null;
  /** The heading takes the focus when the element that had it is gone. */
  readonly heading: Ref<HTMLHeadingElement>;
  /** Absent if there is only one address. */
  readonly onChoose?: (family: SeenAddress['family']) => void;
}

/** Shows the address of this browser and whether mail from there goes through. */
export function PopupAnswer({
  addresses,
  seen,
  isShared,
  refreshing,
  lastKnown,
  heading,
  onChoose,
}: AnswerProps) {
  const state = showVerdict(seen, isShared);
  const isLong = seen.address.length > LARGE_CHARACTERS;
  return (
    <section>
      {addresses.length > 1 && (
        <Segmented
          label={t('popup.addresses')}
          value={seen.family === 4 ? 'v4' : 'v6'}
          options={addresses
            .toSorted((left, right) => left.family - right.family)
            .map((address) => ({
              value: address.family === 4 ? ('v4' as const) : ('v6' as const),
              text: `IPv${address.family} · ${showVerdict(address, isShared).word}`,
            }))}
          onChange={(family) => onChoose?.(family === 'v4' ? 4 : 6)}
        />
      )}
      <div class={isLong ? 'answer long' : 'answer'}>
        <h2 class="mono" ref={heading} tabIndex={-1}>
          {seen.address}
        </h2>
        <span role="status" class="answer-state">
          <Chip key={state.word} {...state} />
        </span>
        <div class="answer-source row soft">
          {lastKnown === null
            ? wordSource(addresses, seen)
            : t('popup.lastKnown', [`IPv${seen.family}`, lastKnown])}
          {refreshing && <Spinner />}
        </div>
      </div>
    </section>
  );
}

function wordSource([first, second]: readonly SeenAddress[], { family }: SeenAddress): string {
  if (second === undefined || first === undefined) return t('popup.current', [`IPv${family}`]);
  if (first.family === family) return t('popup.seenHere', [`IPv${family}`]);
  return t('popup.seenElsewhere', [`IPv${family}`, `IPv${first.family}`]);
}
