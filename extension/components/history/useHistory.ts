import { useEffect, useRef, useState } from 'preact/hooks';
import type { HistoryEvent, HistoryPage } from '../../../shared/api.ts';
import { type Result, success } from '../../../shared/result.ts';
import type { ApiAnswer, Trouble } from '../../model/trouble.ts';

type ReadPage = (cursor: string | null) => ApiAnswer<HistoryPage>;

export interface HistoryReading {
  /** Undefined until the events have been read for the first time. */
  readonly events: readonly HistoryEvent[] | undefined;
  readonly trouble: Trouble | null;
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly again: () => void;
}

const NOTHING: { events: HistoryEvent[] | undefined; cursor: string | null } = {
  events: undefined,
  cursor: null,
};

/** Returns the events of a list, newest first. When the list has another revision, it reads as many events again. */
export function useHistory(readPage: ReadPage, revision: number): HistoryReading {
  const [read, setRead] = useState(NOTHING);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [loading, setLoading] = useState(false);
  const latest = useRef(0);

  const load = async (reading: () => Promise<Result<HistoryPage, Trouble>>) => {
    latest.current += 1;
    const mine = latest.current;
    setLoading(true);
    const answer = await reading();
    // A later reading has begun. Its answer is newer, so this one is dropped.
    if (mine !== latest.current) return;
    setLoading(false);
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) setRead(answer.value);
  };
  const again = () => void load(() => readAtLeast(readPage, read.events?.length ?? 1));

  // The events can only change together with the revision.
  useEffect(() => {
    again();
    return () => {
      latest.current += 1;
    };
  }, [revision]);

  return {
    events: read.events,
    trouble,
    loading,
    hasMore: read.cursor !== null,
    more: () => void load(() => readNext(readPage, read.events ?? [], read.cursor)),
    again,
  };
}

async function readAtLeast(readPage: ReadPage, count: number): ApiAnswer<HistoryPage> {
  let read = await readNext(readPage, [], null);
  while (read.ok && read.value.cursor !== null && read.value.events.length < count) {
    read = await readNext(readPage, read.value.events, read.value.cursor);
  }
  return read;
}

async function readNext(
  readPage: ReadPage,
  events: readonly HistoryEvent[],
  cursor: string | null,
): ApiAnswer<HistoryPage> {
  const page = await readPage(cursor);
  if (!page.ok) return page;
  return success({ events: [...events, ...page.value.events], cursor: page.value.cursor });
}
