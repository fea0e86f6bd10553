import { wordList } from './series.ts';
import { wordNumber } from './time.ts';
import { t } from './translate.ts';

/** More addresses than this are counted, not named. */
const NAMED = 3;

/** Says who is refused once a pause has ended. Empty if nobody is. */
export function wordThenRefused(addresses: readonly string[]): string {
  if (addresses.length === 0) return '';
  const others = addresses.length - NAMED;
  const named = addresses.slice(0, NAMED);
  const all = others > 0 ? [...named, t('pause.others', others)] : named;
  return t('pause.thenRefused', addresses.length, [wordNumber(addresses.length), wordList(all)]);
}
