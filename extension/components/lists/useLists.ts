import { useEffect, useRef, useState } from 'preact/hooks';
import type { SharedList } from '../../../shared/api.ts';
import {
  addListsPage,
  type FoundLists,
  forgetSharedList,
  keepSharedList,
  soughtIn,
  withChangedLists,
} from '../../model/shared-list.ts';
import type { Trouble } from '../../model/trouble.ts';
import type { ListCalls } from './list-calls.ts';

/**
 * Reads the shared lists whose name has the text, page by page. Those of the last search stay until the answer comes,
 * and also if the call fails. A late answer to an earlier search is ignored. Nothing is read while nobody sees it.
 */
export function useLists(find: ListCalls['find'], text: string, isShown = true) {
  const [found, setFound] = useState<FoundLists | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isReading, setReading] = useState(isShown);
  const latest = useRef<symbol | null>(null);
  /** The lists that were changed since the present reading began. */
  const changed = useRef<SharedList[]>([]);

  const read = async (known: FoundLists | null) => {
    const turn = Symbol('turn');
    latest.current = turn;
    changed.current = [];
    setReading(true);
    const answer = await find(soughtIn(text), known?.cursor ?? null);
    if (latest.current !== turn) return;
    setReading(false);
    setTrouble(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    setFound(withChangedLists(addListsPage(known, answer.value, text), changed.current));
  };
  useEffect(() => {
    if (isShown) void read(null);
  }, [find, text, isShown]);

  return {
    found,
    trouble,
    isReading,
    /** Reads the next page, if there is one and nothing else is being read. */
    readMore: () => {
      if (!isReading && trouble === null && found?.text === text && found.cursor !== null) {
        void read(found);
      }
    },
    reload: () => read(null),
    keep: (list: SharedList) => {
      changed.current.push(list);
      setFound((known) => known && keepSharedList(known, list));
    },
    forget: (name: string) => setFound((known) => known && forgetSharedList(known, name)),
  };
}
