/** What is told of a line that did not become a row: nothing that looks like an address is passed over in silence. */
import { type Found, ignore } from './found.ts';
import { joinLabels } from './label.ts';
import { isValueKey } from './words.ts';

const ADDRESS_LIKE = /\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f]*:[\da-f:.]*/gi;

export function withTheRest(
  found: readonly Found[],
  text: string,
  line: number,
  comment: string,
): readonly Found[] {
  if (found.length === 0)
    return [ignore(line, joinLabels(text, comment), isValueKey(text) ? 'heading' : 'text')];
  if (found.some(({ kind }) => kind === 'row')) return found;
  const said = found.map(textOf).join(' ');
  const isLost = [...text.matchAll(ADDRESS_LIKE)].some(([address]) => !said.includes(address));
  const rest = joinLabels(isLost ? text : '', comment);
  return rest === '' ? found : [...found, ignore(line, rest, isLost ? 'text' : 'comment')];
}

function textOf(found: Found): string {
  if (found.kind === 'row') return found.token;
  return found.kind === 'reject' ? found.reject.text : found.ignored.text;
}
