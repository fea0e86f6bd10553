import { useMemo } from 'preact/hooks';
import { sizeOf } from '../../../shared/ip-range.ts';
import { wordAddresses } from '../../wording/addresses.ts';
import { t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';
import type { SoundValue } from './judge-values.ts';
import { isNoteworthy, needsThought, noteValue } from './note-value.ts';

const SHOWN = 3;

/**
 * Says what a person should know about the values before adding them: what was dropped, what is covered already, and
 * which values are wide or special.
 */
export function Noteworthy({ sound }: { readonly sound: readonly SoundValue[] }) {
  const noted = useMemo(() => sound.filter(isNoteworthy), [sound]);
  if (noted.length === 0) return null;
  return (
    <Notice tone={noted.some(needsThought) ? 'warn' : 'ok'}>
      <ul class="judged">
        {noted.slice(0, SHOWN).map((value) => (
          <li key={`${value.line} ${value.value}`}>
            <strong class="mono">{value.value}</strong> · {wordAddresses(sizeOf(value.range))}
            <br />
            {noteValue(value)}
          </li>
        ))}
        {noted.length > SHOWN && <li>{t('add.moreNoted', noted.length - SHOWN)}</li>}
      </ul>
    </Notice>
  );
}
