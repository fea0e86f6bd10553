import { useRef } from 'preact/hooks';
import type { Connection } from '../../model/connection.ts';

/** Returns how an account, or the place of a shared list, is offered in popup and panel, or offered no more. */
export function useShown(
  { accounts }: Pick<Connection, 'accounts'>,
  onShow: (accounts: readonly string[]) => Promise<void>,
): (account: string, isShown: boolean) => Promise<void> {
  const shown = useRef(accounts);
  shown.current = accounts;
  return (account, isShown) => {
    const others = shown.current.filter((other) => other !== account);
    return onShow(isShown ? [...others, account] : others);
  };
}
