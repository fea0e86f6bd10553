/** Says how a list that is restored differs from the present one. */
import { wordList } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { compareLists } from '../panel/compare-lists.ts';
import type { ListState } from '../panel/consequences.ts';

export function wordReturn(list: ListState, past: ListState): string[] {
  const { added, removed, edited } = compareLists(list, past);
  return [
    added.length > 0 && t('history.comeBack', added.length),
    removed.length > 0 && t('history.goAway', removed.length),
    edited.length > 0 && t('history.changeBack', edited.length),
    namesIn(past).join(' ') !== namesIn(list).join(' ') && wordLists(namesIn(past)),
  ].filter((text) => text !== false);
}

function namesIn({ included = [] }: ListState): string[] {
  return included.map(({ list }) => list);
}

function wordLists(names: readonly string[]): string {
  return names.length === 0
    ? t('included.noListsThen')
    : t('included.listsThen', [wordList(names)]);
}
