import { useEffect, useState } from 'preact/hooks';

export interface Said {
  readonly text: string;
}

interface StatusLineProps {
  /** Must be a new object for each message, even if the text is the same: only a new object shows the message again. */
  readonly said: Said;
}

const SHOWN_MS = 10_000;

/** Shows for a while what was just done. It stays at the foot of the window while the page scrolls. */
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
