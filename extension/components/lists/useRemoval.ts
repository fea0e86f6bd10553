import { useEffect, useState } from 'preact/hooks';
import { addRemovalPage, type Removal } from '../../model/list-removal.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { ListCalls } from './list-calls.ts';

export interface RemovalReading {
  /** Null until every account was asked. */
  readonly removal: Removal | null;
  readonly trouble: Trouble | null;
  readonly reload: () => void;
}

/** Asks what it would do to the accounts if the list were detached everywhere. It reads every page before it answers. */
export function useRemoval(list: string, readPage: ListCalls['previewRemoval']): RemovalReading {
  const [removal, setRemoval] = useState<Removal | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    let isNewest = true;
    setRemoval(null);
    setTrouble(null);
    const read = async () => {
      let known: Removal | undefined;
      let cursor: string | null = null;
      do {
        const page = await readPage(list, cursor);
        if (!isNewest) return;
        if (!page.ok) return setTrouble(page.error);
        known = addRemovalPage(known, page.value);
        cursor = page.value.cursor;
      } while (cursor !== null);
      setRemoval(known);
    };
    void read();
    return () => {
      isNewest = false;
    };
  }, [round]);
  return { removal, trouble, reload: () => setRound((before) => before + 1) };
}
