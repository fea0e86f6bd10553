/** What a test of an endpoint and its token finds. */
import type { Session } from '../../shared/api.ts';
import type { Credentials } from './connection.ts';
import type { Trouble } from './trouble.ts';

export interface TestedConnection extends Credentials {
  readonly session: Session;
  /** Of the Worker. */
  readonly version: string;
}

export type ConnectionTrouble =
  | Trouble
  /** The token is good, but for asking whether an address may send, not for the list. */
  | { readonly kind: 'reads-no-list'; readonly session: Session };

export interface TestedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export type OtherFamilyTrouble =
  | Trouble
  /** Both see this browser over the same family. */
  | { readonly kind: 'same-family'; readonly family: 4 | 6 };
