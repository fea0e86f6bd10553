import type { Language } from '../../model/language.ts';
import { t } from '../../wording/translate.ts';
import { Segmented } from '../Segmented.tsx';
import { Section } from './Section.tsx';

interface LanguageSectionProps {
  readonly language: Language;
  readonly onChoose: (language: Language) => void;
}

export function LanguageSection({ language, onChoose }: LanguageSectionProps) {
  return (
    <Section title={t('options.language')}>
      <Segmented
        label={t('options.languageLabel')}
        value={language}
        options={[
          { value: 'browser', text: t('options.languageBrowser') },
          // Each name is written in its own language, so that a person who can't read the other language finds it.
          { value: 'en', text: 'English' },
          { value: 'zh_CN', text: '简体中文' },
        ]}
        onChange={onChoose}
      />
    </Section>
  );
}
