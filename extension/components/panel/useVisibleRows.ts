import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { findVisibleRows, ROW_HEIGHT, scrollTopFor } from './visible-rows.ts';

/** The height before it is measured: the largest that a panel may have. */
const FIRST_HEIGHT = 800;

export interface VisibleRows {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: readonly number[];
  readonly rowsAPage: number;
  readonly scrollTo: (row: number) => void;
}

/** Follows the scroll position and the height of a list. When the arrangement changes, the list starts at its top. */
export function useVisibleRows(count: number, active: number, arrangement: string): VisibleRows {
  const scroller = useRef<HTMLDivElement>(null);
  const [firstRow, setFirstRow] = useState(0);
  const [height, setHeight] = useState(FIRST_HEIGHT);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const follow = () => setFirstRow(Math.floor(element.scrollTop / ROW_HEIGHT));
    const measure = new ResizeObserver(() => setHeight(element.clientHeight));
    measure.observe(element);
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      measure.disconnect();
      element.removeEventListener('scroll', follow);
    };
  }, []);
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
    setFirstRow(0);
  }, [arrangement]);
  return {
    scroller,
    rows: findVisibleRows(count, firstRow * ROW_HEIGHT, height + ROW_HEIGHT, active),
    rowsAPage: Math.max(1, Math.floor(height / ROW_HEIGHT) - 1),
    scrollTo: (row) => {
      const element = scroller.current;
      if (element) element.scrollTop = scrollTopFor(row, element.scrollTop, element.clientHeight);
    },
  };
}
