/** Where a drawer may stand: on a side from which the page has moved away, between the controls that have not. */
import type { TabPosition } from '../model/tab-position.ts';
import { findCoveredControls } from './covered-controls.ts';
import { findFreeRun, lengthOf, type Run } from './free-run.ts';
import { setPageMargin } from './page-margin.ts';

export interface Room {
  readonly side: TabPosition['side'];
  readonly width: number;
  readonly run: Run;
  /** Puts the page back as it was. */
  readonly leave: () => void;
}

const WIDTH = 380;
const MIN_HEIGHT = 320;

/** Undefined when the window is too narrow for both, or the page's fixed controls leave too little. */
export function makeRoom(preferred: TabPosition['side']): Room | undefined {
  // The page keeps at least as much as the drawer takes.
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
