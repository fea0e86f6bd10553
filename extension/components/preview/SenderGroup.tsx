import { useRef, useState } from 'preact/hooks';
import { findSeenLogin, keyOfSender } from '../../model/seen-login.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Notice } from '../Notice.tsx';
import { type PreviewedGroup, wordSender } from './word-preview.ts';

const SHOWN = 3;

interface SenderGroupProps extends PreviewedGroup {
  readonly own: readonly string[];
  /** True if there is little room: only the addresses are shown first. */
  readonly isShort: boolean;
  readonly now: number;
}

/** Shows the most recent senders of a group, and the others on demand. */
export function SenderGroup({ tone, title, senders, own, isShort, now }: SenderGroupProps) {
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const shown = isWhole ? senders : senders.slice(0, SHOWN);
  const left = senders.length - shown.length;
  const isRun = isShort && !isWhole;
  const more = (left > 0 || isRun) && (
    <Button
      kind="link"
      onClick={() => {
        setWhole(true);
        // The button disappears, so the focus must move.
        list.current?.focus();
      }}
    >
      {left > 0 ? t('transfer.more', left, [wordNumber(left)]) : t('panel.details')}
    </Button>
  );
  return (
    <Notice tone={tone}>
      <strong>{title}</strong>
      <ul ref={list} tabIndex={isWhole ? 0 : -1} class={isRun ? 'run' : undefined}>
        {shown.map((sender) => (
          <li key={keyOfSender(sender)}>
            <strong class="mono">{sender.address}</strong>
            {own.includes(sender.address) && <strong class="you"> {t('words.you')}</strong>}
            {isRun
              ? findSeenLogin(sender) && ` ${findSeenLogin(sender)}`
              : ` ${wordSender(sender, now)}`}
          </li>
        ))}
        {more && <li>{more}</li>}
      </ul>
    </Notice>
  );
}
