import type { ComponentChildren } from 'preact';

interface DisclosureProps {
  readonly title: string;
  /** True to open it from the start, if there is nothing else to do yet. */
  readonly open?: boolean;
  readonly children: ComponentChildren;
}

/** Content that is rarely needed. A click opens it. */
export function Disclosure({ title, open = false, children }: DisclosureProps) {
  return (
    <details class="inset" open={open}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
