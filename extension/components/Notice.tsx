import type { ComponentChildren } from 'preact';
import type { Tone } from '../model/shown-state.ts';

const SIGNS: Record<Tone, string> = { ok: '✓', no: '✕', warn: '!', off: 'i' };

interface NoticeProps {
  readonly tone: Tone;
  readonly sign?: string;
  /** Screen readers speak the notice when it appears: `alert` at once, `status` at the next pause. */
  readonly live?: 'alert' | 'status';
  readonly children: ComponentChildren;
}

export function Notice({ tone, sign, live, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={live}>
      <span aria-hidden="true">{sign ?? SIGNS[tone]}</span>
      <div>{children}</div>
    </div>
  );
}
