import { useEffect, useState } from 'preact/hooks';
import type { Sender } from '../../../shared/api.ts';
import { type CutOffSenders, sortCutOff } from '../../model/cut-off-senders.ts';

export type ReadLeaks = () => Promise<ReadonlySet<string> | null>;

/**
 * Tells which of the senders that a change would cut off can be added together with it. Null if there are none, and as
 * long as it is not known which of them a leak alert is about.
 */
export function useCutOffSenders(
  cutOff: readonly Sender[],
  readLeaks: ReadLeaks,
): CutOffSenders | null {
  const [leaks, setLeaks] = useState<ReadonlySet<string> | null>(null);
  const isAny = cutOff.length > 0;
  useEffect(() => {
    if (isAny) void readLeaks().then(setLeaks);
  }, [isAny]);
  return isAny && leaks !== null ? sortCutOff(cutOff, leaks) : null;
}
