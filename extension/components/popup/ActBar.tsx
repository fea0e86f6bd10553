import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { ActOrder, Foresight } from '../../model/first-act.ts';
import { wordGuarded } from '../../wording/first-act.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { GuardedButton } from '../GuardedButton.tsx';
import { wordMeant, wordOther, wordShort } from './act-words.ts';
import type { MeantAct } from './possible-acts.ts';

interface ActBarProps {
  readonly order: ActOrder<MeantAct>;
  readonly foresight: Foresight;
  /** The number of senders that are added together with the address. */
  readonly companions: number;
  readonly disabled: boolean;
  /** Says why nothing can be done now. Undefined if something can. */
  readonly why: string | undefined;
  /** True if room is reserved for what the check may bring. */
  readonly isReserved: boolean;
  readonly onAct: (act: MeantAct) => void;
  /** The help for senders that would be cut off. */
  readonly children: ComponentChildren;
}

/** The one next act, which Enter does. It cuts nobody off. An act that does needs a deliberate press. */
export function ActBar(props: ActBarProps) {
  const { order, foresight, companions, disabled, why, isReserved, onAct } = props;
  const { first, others, guarded, isChecking } = order;
  const reason = useId();
  // The key makes a new element of a new text, so that none moves.
  const label = first === null ? null : wordMeant(first, companions);
  // The help for the senders comes a moment later. Its room is kept free until then.
  const isHelped = guarded?.start !== undefined && foresight.kind === 'checked';
  return (
    <div class={isReserved ? 'acts stack reserved' : 'acts stack'}>
      {(first !== null || isChecking) && (
        <Button
          kind="primary"
          wide
          submit
          disabled={disabled || first === null}
          describedBy={why === undefined ? undefined : reason}
        >
          <ActLabel key={label} text={label} />
        </Button>
      )}
      {why !== undefined && (
        <p id={reason} class="small soft why">
          {why}
        </p>
      )}
      {others.map((other) => (
        <Button
          key={`${other.act.kind} ${other.start}`}
          kind="link"
          disabled={disabled}
          onClick={() => onAct(other)}
        >
          {wordOther(other, first, companions)}
        </Button>
      ))}
      <div class={isHelped ? 'row beside helped' : 'row beside'}>
        {guarded && (
          <GuardedButton disabled={disabled} onClick={() => onAct(guarded)}>
            {wordGuarded(wordShort(guarded), foresight)}
          </GuardedButton>
        )}
        {props.children}
      </div>
    </div>
  );
}

/** `text` is null while the endpoint is asked. */
function ActLabel({ text }: { readonly text: string | null }) {
  return (
    <span>
      {text ?? t('first.checking')}
      {text !== null && <span aria-hidden="true"> ⏎</span>}
    </span>
  );
}
