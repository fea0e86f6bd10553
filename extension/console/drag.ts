interface DragPoint {
  readonly x: number;
  readonly y: number;
}

interface DragActs {
  readonly move: (pointer: DragPoint) => void;
  readonly end: () => void;
}

/** The distance from which a movement counts as a drag. A hand that only clicks moves by less. */
const THRESHOLD_PX = 5;

/** Turns a press that moves into a drag. No click follows a drag. */
export function onDrag(handle: HTMLElement, { move, end }: DragActs): void {
  let from: DragPoint | undefined;
  let dragging = false;
  const stop = () => {
    if (dragging) end();
    from = undefined;
    handle.classList.remove('dragged');
  };
  handle.addEventListener('pointerdown', (event) => {
    dragging = false;
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
    if (from === undefined) return;
    dragging ||= Math.hypot(x - from.x, y - from.y) > THRESHOLD_PX;
    if (!dragging) return;
    handle.classList.add('dragged');
    move({ x, y });
  });
  handle.addEventListener('pointerup', stop);
  handle.addEventListener('pointercancel', stop);
  handle.addEventListener(
    'click',
    (event) => {
      if (dragging) event.stopImmediatePropagation();
      dragging = false;
    },
    { capture: true },
  );
}
