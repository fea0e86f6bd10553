import type { Trouble } from '../model/trouble.ts';
import { Spinner } from './Spinner.tsx';
import { TroubleNotice } from './TroubleNotice.tsx';

interface ReadStateProps {
  /** Undefined until the items have been read for the first time. */
  readonly count: number | undefined;
  /** The text for an empty list. */
  readonly none: string;
  readonly trouble: Trouble | null;
  readonly endpoint: string;
  readonly onRetry: () => unknown;
  readonly onOptions?: () => void;
}

/** Says about a list that it can't be read, that it is being read, or that it is empty. */
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
