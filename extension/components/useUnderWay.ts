import { useRef, useState } from 'preact/hooks';

/** Runs one action at a time. Buttons are not disabled meanwhile, so that none loses the focus. */
export function useUnderWay() {
  const running = useRef(false);
  const [underWay, setUnderWay] = useState(false);
  const run = async (work: () => Promise<void>) => {
    if (running.current) return;
    running.current = true;
    setUnderWay(true);
    try {
      await work();
    } finally {
      running.current = false;
      setUnderWay(false);
    }
  };
  return { underWay, run };
}
