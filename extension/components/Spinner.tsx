import { useEffect, useState } from 'preact/hooks';
import { t } from '../wording/translate.ts';

const PATIENCE_MS = 300;

/** Appears only if something takes a noticeable time. Its room is reserved from the start. */
export function Spinner() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <span role="status" style={{ visibility: shown ? 'visible' : 'hidden' }}>
      <span class="spinner" aria-hidden="true" />
      <span class="unseen">{shown ? t('words.loading') : ''}</span>
    </span>
  );
}
