import type { ComponentChildren } from 'preact';
import type { Tone } from '../../model/shown-state.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface TitledNoticeProps {
  readonly tone: Tone;
  /** Without a full stop. */
  readonly title: string;
  readonly children: ComponentChildren;
}

/** What went wrong, in a few words, and what to do next. */
export function TitledNotice({ tone, title, children }: TitledNoticeProps) {
  return (
    <Notice tone={tone} live="alert">
      <strong>{t('trouble.title', [title])}</strong>
      {sentenceGap()}
      {children}
    </Notice>
  );
}
