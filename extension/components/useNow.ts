import { useEffect, useState } from 'preact/hooks';
import { clockAhead, serverNow, watchClock } from '../model/server-clock.ts';

/**
 * Returns the present time of the endpoint in milliseconds since the epoch. It updates after each interval. All times
 * that the endpoint tells are compared with it.
 */
export function useNow(everyMs: number): number {
  const [{ now, ahead }, setTime] = useState(readTime);
  useEffect(() => {
    const tick = () => setTime(readTime());
    const timer = setInterval(tick, everyMs);
    const unwatch = watchClock(tick);
    // An answer may have set the clock after the page was drawn, and before this ran.
    if (clockAhead() !== ahead) tick();
    return () => {
      clearInterval(timer);
      unwatch();
    };
  }, [everyMs]);
  return now;
}

function readTime() {
  return { now: serverNow(), ahead: clockAhead() };
}

/** Does the same with the clock of the browser, for times that the browser noted itself. */
export function useBrowserNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
