import { useEffect, useState } from 'preact/hooks';
import type { Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import { forPresentEntries } from '../../model/command-entries.ts';
import { orderConfirmation } from '../../model/first-act.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { serverNow } from '../../model/server-clock.ts';
import type { Trouble } from '../../model/trouble.ts';
import { foresightOf, PATIENCE_MS } from '../preview/useForesight.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { type Intent, intentOf, isOvertaken, isPointless, type RemarkDraft } from './overtaken.ts';
import type { PanelActions } from './panel-actions.ts';
import { type ChangeQuestion, changeQuestionOf, nextStepOf } from './question.ts';
import { type Attempts, useAttempt } from './useAttempt.ts';

export interface ListEdits extends Omit<Attempts, 'attempt'> {
  /**
   * Makes a change after those that are under way. A change that opens or cuts off something becomes a question
   * first.
   */
  readonly begin: (command: ListCommand, restored?: readonly Entry[], isOwn?: boolean) => void;
  /** Makes an addition after the changes that are under way. The form waits for its result. */
  readonly add: (command: ListCommand, isOwn: boolean) => Promise<Trouble | null>;
  /** The question. It is about the present list, even if the list was different when the change was begun. */
  readonly question: ChangeQuestion | null;
  /** `command` is the change as the person wants it. */
  readonly confirm: (command: ListCommand) => void;
  readonly leaveQuestion: () => void;
  /** The remark that is being typed. It stays until it is saved or given up. */
  readonly draft: RemarkDraft | null;
  readonly setDraft: (draft: RemarkDraft | null) => void;
  readonly editRemark: (entry: Entry) => void;
  readonly saveRemark: (entry: Entry, remark: string) => void;
}

/**
 * Decides whether a change cuts off senders, or might do so because the endpoint does not say in time (R15). The
 * question then says that it could not be checked.
 */
async function mayCutOffSenders(command: ListCommand, read: ReadPreview): Promise<boolean> {
  const { promise: overdue, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(resolve, PATIENCE_MS, null);
  const answer = await Promise.race([read(command), overdue]);
  clearTimeout(timer);
  return orderConfirmation(foresightOf(answer, true)).first === null;
}

export function useListEdits(
  list: KnownAllowlist | null,
  addresses: readonly SeenAddress[],
  actions: PanelActions,
): ListEdits {
  const { attempt, ...attempts } = useAttempt(list, actions);
  const [asked, setAsked] = useState<Intent | null>(null);
  /** The change for which the Worker is being asked whether a question is needed. */
  const [weighed, setWeighed] = useState<ListCommand | null>(null);
  const [waiting, setWaiting] = useState<readonly Intent[]>([]);
  const [draft, setDraft] = useState<RemarkDraft | null>(null);
  const underWay = attempts.underWay ?? weighed;

  const make = async (intent: Intent) => {
    const { command, form } = intent;
    const made = attempt(intent);
    if (form) return form.onBegun(made);
    const trouble = await made;
    // Changes that were begun after the failed one were meant for another list, so they are dropped. Additions stay,
    // as they fit any list.
    if (trouble !== null) return setWaiting((all) => all.filter((one) => one.form !== undefined));
    if (command.kind !== 'edit' || command.body.remark === undefined) return;
    setDraft((typed) => (typed?.id === command.id ? null : typed));
  };
  const start = (begun: Intent, seen: KnownAllowlist) => {
    const intent = { ...begun, command: forPresentEntries(begun.command, seen) };
    const question = changeQuestionOf(
      intent.command,
      seen,
      addresses,
      serverNow(),
      intent.restored,
    );
    const next = nextStepOf(intent.command, seen, question, serverNow());
    if (next === 'ask') setAsked({ ...intent, seen });
    else if (next === 'weigh') void weigh({ ...intent, seen });
    else void make(intent);
  };
  const weigh = async (intent: Intent) => {
    setWeighed(intent.command);
    const isToBeAsked = await mayCutOffSenders(intent.command, actions.preview);
    setWeighed(null);
    if (isToBeAsked) setAsked(intent);
    else void make(intent);
  };
  const enter = (intent: Omit<Intent, 'seen'>, seen: KnownAllowlist) => {
    if (underWay === null) start({ ...intent, seen }, seen);
    else setWaiting((all) => [...all, { ...intent, seen }]);
  };
  const begin = (command: ListCommand, restored: readonly Entry[] = [], isOwn = false) => {
    if (list !== null) enter({ command, restored, isOwn }, list);
  };
  const add = (command: ListCommand, isOwn: boolean) =>
    new Promise<Trouble | null>((onBegun) => {
      if (list !== null) enter({ command, restored: [], form: { isOwn, onBegun } }, list);
      else onBegun(null);
    });
  useEffect(() => {
    const [next, ...later] = waiting;
    if (underWay !== null || asked !== null || !next || list === null) return;
    setWaiting(later);
    if (!isPointless(next.command, list)) start(next, list);
  });

  const asking =
    asked && list ? { ...asked, command: forPresentEntries(asked.command, list) } : null;
  const isMoot = asked !== null && list !== null && isPointless(asked.command, list);
  const isBeingSaved = underWay?.kind === 'edit' && underWay.id === draft?.id;
  const isLate = draft !== null && list !== null && !isBeingSaved && isOvertaken(draft, list);
  const overtaken = isMoot ? asked : isLate ? intentOf(draft) : null;
  return {
    ...attempts,
    underWay,
    failed: attempts.failed ?? (overtaken && { ...overtaken, trouble: null, others: [] }),
    dismiss: () => {
      attempts.dismiss();
      if (isMoot) setAsked(null);
      if (!isLate) return;
      const { command } = intentOf(draft);
      setDraft(isPointless(command, list) ? null : { ...draft, base: list });
    },
    begin,
    add,
    question:
      (asking &&
        list &&
        !isMoot &&
        changeQuestionOf(asking.command, list, addresses, serverNow(), asking.restored)) ||
      null,
    confirm: (command) => {
      setAsked(null);
      if (asking) void make({ ...asking, command });
    },
    leaveQuestion: () => setAsked(null),
    draft,
    setDraft,
    editRemark: ({ id, remark }) => list && setDraft({ id, text: remark, base: list }),
    saveRemark: (entry, remark) => {
      if (remark === entry.remark) setDraft(null);
      else begin({ kind: 'edit', id: entry.id, body: { remark } });
    },
  };
}
