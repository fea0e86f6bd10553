import type { ComponentChildren } from 'preact';
import type { Tone } from '../../model/shown-state.ts';
import { sentenceGap, t } from '../../wording/translate.ts';
import { Notice } from '../Notice.tsx';

interface TitledNoticeProps {
  readonly tone: Tone;
  /** The title has no full stop. */
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A notice that says in a few words what went wrong, and then what to do next. */
export function TitledNotice({ tone, title, children }: TitledNoticeProps) {
  return (
    <Notice tone={tone} live="alert">
      <strong>{t('trouble.title', [title])}</strong>
      {sentenceGap()}
      {children}
    </Notice>
  );
}
