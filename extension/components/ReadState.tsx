import type { Trouble } from '../model/trouble.ts';
import { Spinner } from './Spinner.tsx';
import { TroubleNotice } from './TroubleNotice.tsx';

interface ReadStateProps {
  /** Undefined until they have been read for the first time. */
  readonly count: number | undefined;
  /** Says that there are none. */
  readonly none: string;
  readonly trouble: Trouble | null;
  readonly endpoint: string;
  readonly onRetry: () => unknown;
  readonly onOptions?: () => void;
}

/** What there is to say of a list that is read: that it can't be, that it is being read, that nothing is on it. */
export function ReadState({ count, none, trouble, ...notice }: ReadStateProps) {
  return (
    <>
      {trouble ? (
        <TroubleNotice trouble={trouble} {...notice} />
      ) : (
        count === undefined && <Spinner />
      )}
      {count === 0 && <p class="soft">{none}</p>}
    </>
  );
}
