import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  /** The id of the heading. The heading takes the focus when the control that had it has gone. */
  readonly id?: string;
  readonly children: ComponentChildren;
}

export function Section({ title, lead, id: given, children }: SectionProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <section class="section" aria-labelledby={id}>
      <div>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {lead && <p class="small soft">{lead}</p>}
      </div>
      <div class="stack">{children}</div>
    </section>
  );
}
