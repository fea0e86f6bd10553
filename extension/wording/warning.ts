/** What the Worker tells with a change, or before one. */
import type { Mode } from '../../shared/allowlist.ts';
import type { Change } from '../../shared/api.ts';
import { t } from './translate.ts';

type Warning = Change['warnings'][number];

/** Whether the change is still to be made. */
type When = 'before' | 'after';

type Word = (values: readonly string[], mode: Mode, when: When) => string;

/** By the code; a code that is not here has the Worker's own words. */
const WORDS: Partial<Record<string, Word>> = {
  'nobody-allowed': (_, mode, when) => wordNobody(mode, when),
  renewed: (values) => {
    const [value = ''] = values;
    return values.length > 1
      ? t('warning.renewedMany', values.length)
      : t('warning.renewed', [value]);
  },
};

/** The forms say these of what is typed, and the lists show them. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set([
  'allowlist-on',
  'allowlist-off',
  'host-bits-dropped',
  'covered',
  'wide',
  'special-purpose',
  'own-address-not-listed',
] satisfies Warning['code'][]);

/** One text for all of a code. `said`: the codes that the page has said already. */
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

/** A list that is on, with nothing on it that would let anybody in. */
export function wordNobody(mode: Mode, when: When): string {
  if (mode === 'observe') return t('warning.nobodyLater');
  return when === 'before' ? t('warning.nobodyThen') : t('warning.nobody');
}
