/** The login of a sender or of an alert, where the account of its domain decided. Pure. */
import { pairOf } from '../../shared/activity.ts';

/** An older Worker names no login. */
export interface WithLogin {
  readonly login?: string | null | undefined;
}

/** Undefined for a sender or an alert of the account itself. */
export function findSeenLogin({ login }: WithLogin): string | undefined {
  return login ?? undefined;
}

/** A domain account has a sender for each login and address. */
export function keyOfSender(sender: WithLogin & { readonly address: string }): string {
  return pairOf({ address: sender.address, login: findSeenLogin(sender) });
}
