import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type ListCommand, previewOf } from '../../../shared/list-command.ts';
import type { Foresight } from '../../model/first-act.ts';
import { addPreviewPage, type ListPreview, listForesightOf } from '../../model/list-preview.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';

export type ReadListPreview = (
  command: ListCommand,
  cursor: string | null,
) => ApiAnswer<ListPreview>;

export interface ListPreviewReading {
  /** The pages that were read. Null until a person asks. */
  readonly read: ListPreview | null;
  readonly trouble: Trouble | null;
  readonly isReading: boolean;
  /** Reads the first page, or the next one. */
  readonly more: () => void;
  readonly foresight: Foresight;
}

/**
 * Asks the accounts that include a shared list what a change of it would do to them. Only a press asks, since each page
 * asks up to 250 accounts. What was read about another change, or another list, is forgotten.
 */
export function useListPreview(
  command: ListCommand | null,
  revision: number,
  readPage: ReadListPreview,
): ListPreviewReading {
  const [read, setRead] = useState<ListPreview | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isReading, setReading] = useState(false);
  const asked = useMemo(() => command && JSON.stringify(previewOf(command)), [command]);
  const latest = useRef(0);
  useEffect(() => {
    latest.current += 1;
    setRead(null);
    setTrouble(null);
    setReading(false);
  }, [asked, revision]);
  const more = async () => {
    if (command === null || isReading) return;
    latest.current += 1;
    const mine = latest.current;
    setReading(true);
    const answer = await readPage(command, read?.cursor ?? null);
    if (mine !== latest.current) return;
    setReading(false);
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) setRead(addPreviewPage(read, answer.value));
  };
  return { read, trouble, isReading, more: () => void more(), foresight: listForesightOf(read) };
}
