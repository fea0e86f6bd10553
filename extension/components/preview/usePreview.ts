import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Preview } from '../../../shared/api.ts';
import { type ListCommand, previewOf } from '../../../shared/list-command.ts';
import type { Result } from '../../../shared/result.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';

export type ReadPreview = (command: ListCommand) => ApiAnswer<Preview>;

export interface PreviewReading {
  /** The last answer, until a newer one comes. Null if there is no answer yet or nothing to ask. */
  readonly answer: Result<Preview, Trouble> | null;
  readonly isReading: boolean;
  /** True if the answer is to the present question. */
  readonly isCurrent: boolean;
  /** True if an earlier answer to the present question named somebody, or failed. */
  readonly hasEased: boolean;
  /** Stands for the present question. Null if there is nothing to ask. */
  readonly question: string | null;
}

/** A sender may have come since an answer. So the same question is asked again after this time. */
const REREAD_MS = 30_000;

/**
 * Asks what a change would do. It asks again when the change or the list is different, and from time to time. Only the
 * answer to the latest question counts.
 */
export function usePreview(
  command: ListCommand | null,
  revision: number,
  read: ReadPreview,
): PreviewReading {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isReading, setReading] = useState(false);
  const [round, setRound] = useState(0);
  const asked = useMemo(() => command && JSON.stringify(previewOf(command)), [command]);
  const question = asked ? `${revision} ${asked}` : null;
  useEffect(() => {
    setReading(question !== null);
    if (question === null || command === null) return setAnswered(null);
    let isNewest = true;
    void read(command).then((answer) => {
      if (!isNewest) return;
      setReading(false);
      setAnswered((before) => ({ question, answer, hasEased: hasEased(before, question) }));
    });
    return () => {
      isNewest = false;
    };
  }, [question, round]);
  useEffect(() => {
    if (answered === null) return;
    return whenAged((isOld) => {
      // Nobody may act on what was true long ago: the page was hidden, or the computer slept.
      if (isOld) setAnswered(null);
      setRound((before) => before + 1);
    });
  }, [answered]);
  const isCurrent = answered !== null && answered.question === question;
  return {
    answer: answered?.answer ?? null,
    isReading: isReading && !isCurrent,
    isCurrent,
    hasEased: isCurrent && answered.hasEased,
    question,
  };
}

/** Calls when an answer is to be read anew. A hidden page waits until it is shown. The returned function ends that. */
function whenAged(call: (isOld: boolean) => void): () => void {
  const since = Date.now();
  const look = () => {
    if (document.visibilityState === 'hidden') return;
    document.removeEventListener('visibilitychange', look);
    call(Date.now() - since > 2 * REREAD_MS);
  };
  const timer = setTimeout(() => {
    document.addEventListener('visibilitychange', look);
    look();
  }, REREAD_MS);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** True once an answer to the question did not say that nobody is cut off. */
function hasEased(before: Answered | null, question: string): boolean {
  if (before?.question !== question) return false;
  return before.hasEased || !before.answer.ok || before.answer.value.cutOff.length > 0;
}

interface Answered {
  readonly question: string;
  readonly hasEased: boolean;
  readonly answer: Result<Preview, Trouble>;
}
