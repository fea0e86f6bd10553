import type { Removal } from '../../model/list-removal.ts';
import { wordList } from '../../wording/series.ts';
import { wordNumber } from '../../wording/time.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

/** So many accounts, or senders of one, are named. */
const NAMED = 20;
const NAMED_SENDERS = 3;

/** Says what it would do to the accounts if the list were detached everywhere. */
export function RemovalEffects({ removal }: { readonly removal: Removal }) {
  const { total, turnedOff, leftWithNothing, cutOff, unreadable } = removal;
  if (total === 0) return <p>{t('sharedLists.deleteUnused')}</p>;
  return (
    <>
      <p>{t('sharedLists.deleteUsed', total)}</p>
      {turnedOff.length > 0 && (
        <Notice tone="no">
          <strong>{t('sharedLists.turnedOff', turnedOff.length)}</strong>
          {sentenceGap()}
          {t('sharedLists.turnedOffNext')}
          <Names names={turnedOff} />
        </Notice>
      )}
      {leftWithNothing.length > 0 && (
        <Notice tone="no">
          <strong>{t('sharedLists.leftWithNothing', leftWithNothing.length)}</strong>
          <Names names={leftWithNothing} />
        </Notice>
      )}
      {cutOff.length > 0 && (
        <Notice tone="warn">
          <strong>{t('sharedLists.cutOff', cutOff.length)}</strong>
          <Names
            names={cutOff.map(({ account, cutOff: senders }) =>
              t('sharedLists.cutOffOne', [
                account,
                wordNames(
                  senders.map(({ address }) => address),
                  NAMED_SENDERS,
                ),
              ]),
            )}
          />
        </Notice>
      )}
      {unreadable.length > 0 && (
        <Notice tone="warn">
          {t('sharedLists.notAsked', unreadable.length)}
          <Names names={unreadable} />
        </Notice>
      )}
    </>
  );
}

function Names({ names }: { readonly names: readonly string[] }) {
  const left = names.length - NAMED;
  return (
    <ul class="breaking">
      {names.slice(0, NAMED).map((name) => (
        <li key={name}>{name}</li>
      ))}
      {left > 0 && <li>{t('transfer.more', left, [wordNumber(left)])}</li>}
    </ul>
  );
}

function wordNames(names: readonly string[], most: number): string {
  const left = names.length - most;
  const shown = names.slice(0, most);
  return wordList(left > 0 ? [...shown, t('transfer.more', left, [wordNumber(left)])] : shown);
}
