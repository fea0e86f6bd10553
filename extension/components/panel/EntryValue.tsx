import type { Entry } from '../../../shared/api.ts';

/** More characters than the narrowest panel shows in a line, and than a usual one does. */
const LONG = 34;
const LONGER = 39;

/** The whole value. A long one gets smaller letters and a second line, which a range begins with its last address. */
export function EntryValue({ value }: Pick<Entry, 'value'>) {
  const length = value.length > LONGER ? 'longer' : value.length > LONG ? 'long' : '';
  const [first = '', last] = value.split('-');
  return (
    <span class={`entry-value whole ${length}`}>
      {first}
      {last !== undefined && (
        <>
          -<wbr />
          {last}
        </>
      )}
    </span>
  );
}
