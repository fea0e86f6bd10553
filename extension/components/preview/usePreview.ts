import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Preview, PreviewRequest } from '../../../shared/api.ts';
import type { Result } from '../../../shared/result.ts';
import type { ListEdit } from '../../model/list-edit.ts';
import type { Answer, Trouble } from '../../model/trouble.ts';
import { previewRequestOf } from './preview-request.ts';

export type ReadPreview = (request: PreviewRequest) => Answer<Preview>;

export interface PreviewReading {
  /** The last one, until a newer one comes; null where there is none, or nothing to ask. */
  readonly answer: Result<Preview, Trouble> | null;
  readonly isReading: boolean;
}

/** What a change would do: asked when it or the list is another. The answer to the newest question stands. */
export function usePreview(
  edit: ListEdit | null,
  revision: number,
  read: ReadPreview,
): PreviewReading {
  const [answer, setAnswer] = useState<PreviewReading['answer']>(null);
  const [isReading, setReading] = useState(false);
  const request = useMemo(() => edit && previewRequestOf(edit), [edit]);
  const asked = useMemo(() => request && JSON.stringify(request), [request]);
  useEffect(() => {
    setReading(request !== null);
    if (request === null) return setAnswer(null);
    let isNewest = true;
    void read(request).then((found) => {
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
