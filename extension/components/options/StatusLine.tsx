import { useEffect, useState } from 'preact/hooks';

export interface Said {
  readonly text: string;
}

interface StatusLineProps {
  /** Another object each time, even with the same text. */
  readonly said: Said;
}

const SHOWN_MS = 10_000;

/** What was just done, at the foot of the window wherever it is scrolled to, for a while. */
export function StatusLine({ said }: StatusLineProps) {
  const [shown, setShown] = useState('');
  useEffect(() => {
    setShown(said.text);
    const timer = setTimeout(() => setShown(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <p class="status-line" role="status">
      {shown}
    </p>
  );
}
