import { findSeenLogin } from '../../model/seen-login.ts';
import { wordCovering } from '../../wording/entry.ts';
import { wordCounts, wordServer } from '../../wording/sender.ts';
import { wordDate } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Button } from '../Button.tsx';
import { Detail } from '../Detail.tsx';
import { Dialog } from '../Dialog.tsx';
import { Notice } from '../Notice.tsx';
import { VerdictLine } from '../VerdictLine.tsx';
import type { JudgedSender } from './judge-senders.ts';

interface SenderDialogProps extends JudgedSender {
  readonly canChange: boolean;
  /** True if this browser is at the address. */
  readonly isOwn: boolean;
  /** Goes to the entry that let the sender in. Absent if the entry is no longer on the list. */
  readonly onEntry: (() => void) | undefined;
  readonly onAdd: () => void;
  readonly onNotMe: (() => void) | undefined;
  readonly onClose: () => void;
}

/** Shows everything that is known about a sender, and the actions for it. */
export function SenderDialog(props: SenderDialogProps) {
  const { sender, seen, isListed, isSuspect, isOwn, canChange, onEntry, onAdd, onClose, onNotMe } =
    props;
  const { address, firstSeenAt, lastSeenAt, server, passwordWasRight } = sender;
  const login = findSeenLogin(sender);
  const { shared } = seen;
  const entry = sender.entry ?? (isListed ? (seen.entry ?? shared?.entry ?? null) : null);
  return (
    <Dialog title={address} onClose={onClose}>
      <VerdictLine {...seen} />
      {isSuspect && (
        <Notice tone={isOwn ? 'warn' : 'no'}>
          {isOwn ? t('senders.suspectHere') : t('senders.suspect')}
        </Notice>
      )}
      <dl class="details">
        {login !== undefined && <Detail name={t('senders.login')}>{login}</Detail>}
        <Detail name={t('senders.firstSeen')}>{wordDate(firstSeenAt)}</Detail>
        <Detail name={t('senders.lastSeen')}>{wordDate(lastSeenAt)}</Detail>
        <Detail name={t('senders.checks')}>{wordCounts(sender)}</Detail>
        <Detail name={t('senders.askedBy')}>{wordServer(server)}</Detail>
        <Detail name={t('senders.password')}>
          {passwordWasRight ? t('senders.wasRight') : t('senders.notTold')}
        </Detail>
        {entry && (
          <Detail name={t('popup.letIn')}>
            {onEntry ? (
              <Button kind="link" label={t('senders.showEntry', [entry.value])} onClick={onEntry}>
                {entry.value}
              </Button>
            ) : (
              wordCovering(entry, shared?.entry.id === entry.id ? shared : undefined)
            )}
            {entry.remark !== '' && ` ${entry.remark}`}
          </Detail>
        )}
      </dl>
      {!isListed && !canChange && <p class="soft">{t('popup.readOnly', [address])}</p>}
      <div class="row">
        <Button autoFocus onClick={onClose}>
          {t('words.close')}
        </Button>
        {!isListed && canChange && onNotMe && (
          <Button kind={isSuspect && !isOwn ? 'primary' : 'plain'} onClick={onNotMe}>
            {t('senders.notMe')}
          </Button>
        )}
        {!isListed && canChange && (
          <Button kind={isSuspect && !isOwn ? 'plain' : 'primary'} onClick={onAdd}>
            {isOwn ? t('own.addMine') : t('senders.add')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
