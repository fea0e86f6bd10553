import { useMemo } from 'preact/hooks';
import { sizeOf } from '../../../shared/ip-range.ts';
import { wordAddresses } from '../../wording/addresses.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import type { SoundValue } from './judge-values.ts';
import { needsThought, noteValues } from './note-value.ts';

const SHOWN_KINDS = 4;
const SHOWN_LINES = 3;

/** Shows notes on values before they are added. Each kind of note is shown once, with the values it is about. */
export function Noteworthy({ sound }: { readonly sound: readonly SoundValue[] }) {
  const kinds = useMemo(() => noteValues(sound), [sound]);
  if (kinds.length === 0) return null;
  const more = new Set(kinds.slice(SHOWN_KINDS).flatMap(({ values }) => values)).size;
  return (
    <Notice tone={sound.some(needsThought) ? 'warn' : 'ok'}>
      <ul class="judged">
        {kinds.slice(0, SHOWN_KINDS).map(({ wording, values }) => (
          <li key={wording}>
            {wording}
            {values.slice(0, SHOWN_LINES).map(({ line, value, range }) => (
              <div key={`${line} ${value}`}>
                {t('add.line', [line])} <strong class="mono">{value}</strong> ·{' '}
                {wordAddresses(sizeOf(range))}
              </div>
            ))}
            {values.length > SHOWN_LINES && <div>{wordMore(values.length - SHOWN_LINES)}</div>}
          </li>
        ))}
        {more > 0 && <li>{t('add.moreNoted', more)}</li>}
      </ul>
    </Notice>
  );
}

function wordMore(count: number): string {
  return t('transfer.more', count, [wordNumber(count)]);
}
