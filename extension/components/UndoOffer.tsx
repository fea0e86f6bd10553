import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Trouble } from '../model/trouble.ts';
import { isRefusal } from '../wording/is-refusal.ts';
import { t } from '../wording/translate.ts';
import { wordTrouble } from '../wording/trouble.ts';
import { Button } from './Button.tsx';
import { useBrowserNow } from './useNow.ts';

interface UndoOfferProps<Offer> {
  readonly offer: Offer | null;
  /** Says what was done. */
  readonly words: string;
  readonly onUndo: (offer: Offer) => Promise<Trouble | null>;
}

/** Says what was just done, and offers for some time to undo it. Its room is reserved, so nothing moves. */
export function UndoOffer<Offer extends { readonly until: number }>(props: UndoOfferProps<Offer>) {
  const { offer, words, onUndo } = props;
  const now = useBrowserNow(250);
  const [result, setResult] = useState<{ readonly text: string; readonly until: number } | null>(
    null,
  );
  const offered = offer !== null && offer.until > now ? offer : null;
  const said = result !== null && result.until > now ? result.text : '';
  const bar = useRef<HTMLDivElement>(null);
  const isOffered = offered !== null;
  const hasFocus = bar.current?.contains(document.activeElement) === true;
  // The button goes when it was pressed, and when its time is over. The focus must not go with it.
  useLayoutEffect(() => {
    if (!isOffered && hasFocus) bar.current?.focus({ preventScroll: true });
  }, [isOffered]);
  const takeBack = async (taken: Offer) => {
    const trouble = await onUndo(taken);
    const text = trouble === null ? t('undo.undone') : wordFailure(trouble);
    setResult({ text, until: Date.now() + 10_000 });
  };
  return (
    <div ref={bar} class="undo-bar row spread small breaking" role="status" tabIndex={-1}>
      {offered ? (
        <>
          <span>{words}</span>
          <Button kind="link" onClick={() => void takeBack(offered)}>
            {t('words.undo')}{' '}
            <span aria-hidden="true">
              ({Math.min(10, Math.ceil((offered.until - now) / 1000))})
            </span>
          </Button>
        </>
      ) : (
        <span>{said}</span>
      )}
    </div>
  );
}

function wordFailure(trouble: Trouble): string {
  const isChanged = isRefusal(trouble, 'revision-changed');
  return isChanged ? t('undo.changed') : wordTrouble(trouble, '').title;
}
