import type { Language } from '../../model/language.ts';
import { LANGUAGES } from '../../model/language.ts';
import { nameLanguage } from '../../wording/policy.ts';
import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';
import { LockedNote } from './LockedNote.tsx';
import { Section } from './Section.tsx';

interface LanguageSectionProps {
  readonly language: Language;
  /** The company has set it. */
  readonly locked: boolean;
  readonly onChoose: (language: Language) => void;
}

export function LanguageSection({ language, locked, onChoose }: LanguageSectionProps) {
  return (
    <Section title={t('options.language')}>
      <Segmented
        label={t('options.languageLabel')}
        value={language}
        options={LANGUAGES.map((value) => ({ value, text: nameLanguage(value) }))}
        disabled={locked}
        onChange={onChoose}
      />
      {locked && <LockedNote>{t('policy.lockedLanguage')}</LockedNote>}
    </Section>
  );
}
