import type { ComponentProps } from 'preact';

interface FormProps extends Omit<ComponentProps<'form'>, 'onSubmit'> {
  readonly onSubmit: () => unknown;
}

/** A form that the page handles itself. The browser does not send it anywhere and does not fill it in. */
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
