import { useEffect, useState } from 'preact/hooks';
import type { ListCommand } from '../../../shared/list-command.ts';
import type { Foresight } from '../../model/first-act.ts';
import { type PreviewReading, type ReadPreview, usePreview } from './usePreview.ts';

/** A person who waits longer than this is told that it could not be checked. */
export const PATIENCE_MS = 3_000;

export interface ForeseenChange extends PreviewReading {
  readonly foresight: Foresight;
  /** True if the answer did not come in time and is still awaited. */
  readonly isOverdue: boolean;
}

/** Asks whom a change would cut off. After three seconds without an answer, the change counts as unchecked. */
export function useForesight(
  command: ListCommand | null,
  revision: number,
  read: ReadPreview,
): ForeseenChange {
  const reading = usePreview(command, revision, read);
  const { answer, isCurrent, hasEased, question } = reading;
  const [waitedFor, setWaitedFor] = useState<string | null>(null);
  useEffect(() => {
    if (question === null || isCurrent) return;
    const timer = setTimeout(() => setWaitedFor(question), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [question, isCurrent]);
  const isLate = question !== null && waitedFor === question;
  // Another act was the first until now in both cases.
  const foresight = foresightOf(isCurrent ? answer : null, isLate || hasEased);
  return { ...reading, foresight, isOverdue: isLate && !isCurrent };
}

/** `isLate`: a person has waited long enough for the answer. */
export function foresightOf(answer: PreviewReading['answer'], isLate: boolean): Foresight {
  if (answer === null) return { kind: isLate ? 'unchecked' : 'checking' };
  if (!answer.ok) return { kind: 'unchecked' };
  return { kind: 'checked', cutOff: answer.value.cutOff.length, isLate };
}
