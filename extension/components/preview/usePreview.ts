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
  const [answer, setAnswer] = useState<PreviewReading['answer']>(null);
  const [isReading, setReading] = useState(false);
  const asked = useMemo(() => command && JSON.stringify(previewOf(command)), [command]);
  useEffect(() => {
    const isAsked = command !== null && previewOf(command) !== undefined;
    setReading(isAsked);
    if (!isAsked) return setAnswer(null);
    let isNewest = true;
    void read(command).then((found) => {
      if (!isNewest) return;
      setReading(false);
      setAnswer(found);
    });
    return () => {
      isNewest = false;
    };
  }, [asked, revision]);
  return { answer, isReading };
}
