import type { ComponentChildren } from 'preact';

interface DisclosureProps {
  readonly title: string;
  /** Open from the start: where there is nothing else to do yet. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** What is seldom needed, a click away. */
export function Disclosure({ title, open = false, children }: DisclosureProps) {
  return (
    <details class="inset" open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
