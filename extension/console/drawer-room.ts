/**
 * Finds room for the drawer. The page moves away from one side of the window; the drawer then fits between the
 * controls that stay there.
 */
import type { TabPosition } from '../model/tab-position.ts';
import { findCoveredControls } from './covered-controls.ts';
import { findFreeRun, lengthOf, type Run } from './free-run.ts';
import { setPageMargin } from './page-margin.ts';

export interface Room {
  readonly side: TabPosition['side'];
  readonly width: number;
  readonly run: Run;
  /** Restores the page as it was. */
  readonly leave: () => void;
}

const WIDTH = 380;
const MIN_HEIGHT = 320;

/**
 * Makes room for the drawer. Undefined if the window is too narrow for page and drawer, or the page's fixed controls
 * leave too little room.
 */
export function makeRoom(preferred: TabPosition['side']): Room | undefined {
  // The page keeps at least as much width as the drawer takes.
  if (innerWidth < 2 * WIDTH) return undefined;
  const first = measureRoom(preferred);
  if (lengthOf(first.run) === innerHeight) return first;
  first.leave();
  const second = measureRoom(preferred === 'left' ? 'right' : 'left');
  if (lengthOf(second.run) > lengthOf(first.run) && lengthOf(second.run) >= MIN_HEIGHT)
    return second;
  second.leave();
  return lengthOf(first.run) >= MIN_HEIGHT ? measureRoom(preferred) : undefined;
}

function measureRoom(side: TabPosition['side']): Room {
  const leave = setPageMargin(side, WIDTH);
  const left = side === 'left' ? 0 : document.documentElement.clientWidth - WIDTH;
  const run = findFreeRun(innerHeight, findCoveredControls(left, left + WIDTH));
  return { side, width: WIDTH, run, leave };
}
