import type { ComponentChildren } from 'preact';

interface LockedNoteProps {
  readonly children: ComponentChildren;
}

/** Why something can't be changed here. */
export function LockedNote({ children }: LockedNoteProps) {
  return (
    <p class="small soft">
      <span aria-hidden="true">⊘ </span>
      {children}
    </p>
  );
}
