/** The caller's address in the form in which an isolate sends it to the object. */
import { findAddress, formatAddress } from '../../../shared/ip-address.ts';

export interface SentCaller {
  readonly callerAddress?: string | undefined;
  /** The form that version 0.2.0 sends and reads. */
  readonly caller?: bigint | undefined;
}

export function sendCaller(address: string | undefined): SentCaller {
  if (address === undefined) return {};
  return { callerAddress: address, caller: findAddress(address) };
}

export function callerOf({ callerAddress, caller }: SentCaller): string | undefined {
  return callerAddress ?? (caller === undefined ? undefined : formatAddress(caller));
}
