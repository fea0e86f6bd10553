import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly kind?: 'primary' | 'danger' | 'link' | 'plain';
  /** As wide as its place allows. */
  readonly wide?: boolean;
  /** A link that takes something away. */
  readonly dangerous?: boolean;
  readonly submit?: boolean;
  readonly disabled?: boolean;
  /** What it does, where the visible text alone does not say. */
  readonly label?: string;
  /** Of a button that opens something below: whether that is open. */
  readonly expanded?: boolean;
  /** Of a button that stays pressed: whether it is. */
  readonly pressed?: boolean;
  readonly autoFocus?: boolean;
  readonly onClick?: (event: MouseEvent) => void;
  readonly children: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = 'plain', wide = false, dangerous = false, submit = false } = props;
  const names = ['button', kind, wide && 'wide', dangerous && 'dangerous'].filter(Boolean);
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={names.join(' ')}
      disabled={props.disabled ?? false}
      aria-label={props.label}
      aria-expanded={props.expanded}
      aria-pressed={props.pressed}
      autofocus={props.autoFocus ?? false}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
