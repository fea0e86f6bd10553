import { useEffect, useState } from 'preact/hooks';
import type { ApiAnswer, Trouble } from '../model/trouble.ts';

/**
 * Reads a value, and reads it again when `since` changes. The last value stays during a reading and after a failure.
 */
export function useReading<Value>(read: () => ApiAnswer<Value>, since: unknown) {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const reload = async () => {
    const answer = await read();
    setTrouble(answer.ok ? null : answer.error);
    if (answer.ok) setValue(answer.value);
  };
  useEffect(() => {
    void reload();
  }, [since]);
  return { value, trouble, reload };
}
