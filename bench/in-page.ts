/**
 * Scripts that run in a measured page. They are texts, because the types of the DOM and of Workers
 * conflict.
 */

/** Runs before anything of the page. It records when the page first shows a row, its events, and long tasks. */
export const WATCH = `
  const { promise, resolve } = Promise.withResolvers();
  const seen = { rowsAt: promise, tasks: [], events: [] };
  window.seen = seen;
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-entry]')) return;
    observer.disconnect();
    // The row has been drawn when the task after the next frame runs.
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
  }).observe(document, { childList: true, subtree: true });
  const note = (type, into, options) =>
    new PerformanceObserver((list) => into.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type, ...options });
  note('longtask', seen.tasks);
  note('event', seen.events, { durationThreshold: 16 });
`;

/** Returns the milliseconds from the navigation until the page first showed anything. */
export const PAINTED_AT = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    const [paint] = list.getEntriesByName('first-contentful-paint');
    if (paint) resolve(paint.startTime);
  }).observe({ type: 'paint', buffered: true });
})`;

/** Scrolls through the list in large steps, and returns the longest time that one frame was on the screen. */
export const SCROLL = `(async () => {
  const list = document.querySelector('.entries');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  let longest = 0;
  let before = await frame();
  for (let step = 1; step <= 120; step++) {
    list.scrollTop += step % 10 === 0 ? 20000 : 300;
    const now = await frame();
    longest = Math.max(longest, now - before);
    before = now;
  }
  return longest;
})()`;
