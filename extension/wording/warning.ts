/** Puts the warnings into words that the Worker gives with a change or with a preview of one. */
import type { Mode } from '../../shared/allowlist.ts';
import type { Change } from '../../shared/api.ts';
import { wordList } from './series.ts';
import { t } from './translate.ts';

type Warning = Change['warnings'][number];

/** The preview gives warnings before the change, the change itself gives them after it. */
type When = 'before' | 'after';

type Word = (values: readonly string[], mode: Mode, when: When) => string;

/** Texts by code. A code without a text here is shown in the Worker's own words. */
const WORDS: Partial<Record<string, Word>> = {
  // Of a shared list, it names the accounts that are left with nothing.
  'nobody-allowed': (accounts, mode, when) =>
    accounts.some((account) => account !== '')
      ? t('warning.noneFor', [wordList(accounts)])
      : wordNobody(mode, when),
  'list-gone': (lists) => t('warning.listGone', [wordList(lists)]),
  renewed: (values) => {
    const [value = ''] = values;
    return values.length > 1
      ? t('warning.renewedMany', values.length)
      : t('warning.renewed', [value]);
  },
};

/** The warnings that need no text here: the forms and the lists show the same themselves. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'allowlist-on',
  'allowlist-off',
  'host-bits-dropped',
  'covered',
  'wide',
  'special-purpose',
  'own-address-not-listed',
] satisfies Warning['code'][]);

/** Returns one text for all warnings of a code. `said` lists the codes that the page has already shown. */
export function wordWarnings(
  warnings: readonly Warning[],
  mode: Mode,
  when: When,
  said: readonly string[] = [],
): string[] {
  const news = warnings.filter(({ code }) => !SAID_ELSEWHERE.has(code) && !said.includes(code));
  const byCode = Map.groupBy(news, ({ code }): string => code);
  return [...byCode].flatMap(([code, alike]) => {
    const word = WORDS[code];
    if (word)
      return [
        word(
          alike.map(({ value = '' }) => value),
          mode,
          when,
        ),
      ];
    return [...new Set(alike.map(({ message }) => message))];
  });
}

/** Says that a list is on, but none of its entries lets anybody in. */
export function wordNobody(mode: Mode, when: When): string {
  if (mode === 'observe') return t('warning.nobodyLater');
  return when === 'before' ? t('warning.nobodyThen') : t('warning.nobody');
}
