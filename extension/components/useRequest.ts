import { useState } from 'preact/hooks';
import type { Result } from '../../shared/result.ts';
import type { Trouble } from '../model/trouble.ts';
import { useUnderWay } from './useUnderWay.ts';

/** Makes one request at a time. The trouble of a failed request is shown until the next answer comes. */
export function useRequest<Failure = Trouble>() {
  const { underWay, run } = useUnderWay();
  const [trouble, setTrouble] = useState<Failure | null>(null);
  /** `ask` resolves with undefined if its answer is shown in another way. */
  const send = <Value>(
    ask: () => Promise<Result<Value, Failure> | undefined>,
    done: (value: Value) => Promise<void> | void,
  ) =>
    run(async () => {
      const answer = await ask();
      setTrouble(answer === undefined || answer.ok ? null : answer.error);
      if (answer?.ok) await done(answer.value);
    });
  return { trouble, underWay, send, forget: () => setTrouble(null) };
}
