import type { ComponentProps } from 'preact';

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  readonly onSubmit: () => unknown;
}

/** A form that a page carries out itself: no browser sends it anywhere, or fills it in. */
export function Form({ onSubmit, ...props }: FormProps) {
  return (
    <form
      autocomplete="off"
      {...props}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    />
  );
}
