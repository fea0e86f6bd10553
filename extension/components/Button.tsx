import type { ComponentChildren } from 'preact';

interface ButtonProps {
  readonly kind?: 'primary' | 'danger' | 'link' | 'plain';
  /** True if the button is as wide as the space allows. */
  readonly wide?: boolean;
  /** True for a link that removes something. */
  readonly dangerous?: boolean;
  readonly submit?: boolean;
  readonly disabled?: boolean;
  /** Says what the button does, if the visible text alone does not. */
  readonly label?: string;
  /** True while the part below that the button opens is open. Absent if the button opens nothing. */
  readonly expanded?: boolean;
  /** True while the button is pressed. Absent if it does not stay pressed. */
  readonly pressed?: boolean;
  /** The id of the text that says more, such as why the button is disabled. */
  readonly describedBy?: string | undefined;
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
      aria-describedby={props.describedBy}
      autofocus={props.autoFocus ?? false}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
