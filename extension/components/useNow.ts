import { useEffect, useState } from 'preact/hooks';

/** The time, which goes on: milliseconds since the epoch, anew every so many. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
