import type { ComponentChildren } from 'preact';

interface DetailProps {
  readonly name: string;
  readonly children: ComponentChildren;
}

/** A named fact in a list of facts. */
export function Detail({ name, children }: DetailProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
