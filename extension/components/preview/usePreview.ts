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
  /** Stands for the present question. Null if there is nothing to ask. */
  readonly question: string | null;
}

/**
 * Asks what a change would do. It asks again when the change or the list is different. Only the answer to the latest
 * question counts.
 */
export function usePreview(
  command: ListCommand | null,
  revision: number,
  read: ReadPreview,
): PreviewReading {
  const [answered, setAnswered] = useState<Answered | null>(null);
  const [isReading, setReading] = useState(false);
  const asked = useMemo(() => command && JSON.stringify(previewOf(command)), [command]);
  const question = asked ? `${revision} ${asked}` : null;
  useEffect(() => {
    setReading(question !== null);
    if (question === null || command === null) return setAnswered(null);
    let isNewest = true;
    void read(command).then((answer) => {
      if (!isNewest) return;
      setReading(false);
      setAnswered({ question, answer });
    });
    return () => {
      isNewest = false;
    };
  }, [question]);
  const isCurrent = answered !== null && answered.question === question;
  return { answer: answered?.answer ?? null, isReading, isCurrent, question };
}

interface Answered {
  readonly question: string;
  readonly answer: Result<Preview, Trouble>;
}
