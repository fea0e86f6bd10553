import { useEffect, useState } from 'preact/hooks';
import type { Allowlist, Entry } from '../../../shared/api.ts';
import type { SeenAddress } from '../../../shared/judge-address.ts';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { ReadPreview } from '../preview/usePreview.ts';
import { isTooOld } from '../preview/word-preview.ts';
import { type Intent, intentOf, isOvertaken, isPointless, type RemarkDraft } from './overtaken.ts';
import type { PanelActions } from './panel-actions.ts';
import { type ChangeQuestion, changeQuestionOf, mustAsk } from './question.ts';
import { type Attempts, useAttempt } from './useAttempt.ts';

export interface ListEdits extends Omit<Attempts, 'attempt'> {
  /** Makes a change, after what is under way; one that opens or cuts off becomes a question first. */
  readonly begin: (command: ListCommand, restored?: readonly Entry[]) => void;
  /** Makes an addition, after what is under way, for a form that waits for it. */
  readonly add: (command: ListCommand, isOwn: boolean) => Promise<Trouble | null>;
  /** Of the list as it is by now, whatever it was when the change was begun. */
  readonly question: ChangeQuestion | null;
  readonly confirm: () => void;
  readonly leaveQuestion: () => void;
  /** What is being typed as an entry’s remark: it outlives everything but its saving and its being given up. */
  readonly draft: RemarkDraft | null;
  readonly setDraft: (draft: RemarkDraft | null) => void;
  readonly editRemark: (entry: Entry) => void;
  readonly saveRemark: (entry: Entry, remark: string) => void;
}

/** R15: or may, where the endpoint can't say. A change that can't be asked about can't be made either, and says so itself. */
async function cutsOffSenders(command: ListCommand, read: ReadPreview): Promise<boolean> {
  const answer = await read(command);
  return answer.ok ? answer.value.cutOff.length > 0 : isTooOld(answer.error);
}

export function useListEdits(
  list: Allowlist | null,
  addresses: readonly SeenAddress[],
  actions: PanelActions,
): ListEdits {
  const { attempt, ...attempts } = useAttempt(list, actions);
  const [asked, setAsked] = useState<Intent | null>(null);
  /** Whether it has to be asked about is being asked of the Worker. */
  const [weighed, setWeighed] = useState<ListCommand | null>(null);
  const [waiting, setWaiting] = useState<readonly Intent[]>([]);
  const [draft, setDraft] = useState<RemarkDraft | null>(null);
  const underWay = attempts.underWay ?? weighed;

  const make = async (intent: Intent) => {
    const { command, form } = intent;
    const made = attempt(intent);
    if (form) return form.onBegun(made);
    const trouble = await made;
    // What was wanted on top of it was wanted of another list; additions go through on any list.
    if (trouble !== null) return setWaiting((all) => all.filter((one) => one.form !== undefined));
    if (command.kind !== 'edit' || command.body.remark === undefined) return;
    setDraft((typed) => (typed?.id === command.id ? null : typed));
  };
  const start = (intent: Intent, seen: Allowlist) => {
    const question = changeQuestionOf(intent.command, seen, addresses, Date.now(), intent.restored);
    if (question && mustAsk(question)) setAsked({ ...intent, seen });
    else if (intent.command.kind === 'delete' && seen.mode === 'enforce')
      void weigh({ ...intent, seen });
    else void make(intent);
  };
  const weigh = async (intent: Intent) => {
    setWeighed(intent.command);
    const isToBeAsked = await cutsOffSenders(intent.command, actions.preview);
    setWeighed(null);
    if (isToBeAsked) setAsked(intent);
    else void make(intent);
  };
  const enter = (intent: Omit<Intent, 'seen'>, seen: Allowlist) => {
    if (underWay === null) start({ ...intent, seen }, seen);
    else setWaiting((all) => [...all, { ...intent, seen }]);
  };
  const begin = (command: ListCommand, restored: readonly Entry[] = []) => {
    if (list !== null) enter({ command, restored }, list);
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
      (asked &&
        list &&
        !isMoot &&
        changeQuestionOf(asked.command, list, addresses, Date.now(), asked.restored)) ||
      null,
    confirm: () => {
      setAsked(null);
      if (asked) void make(asked);
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
