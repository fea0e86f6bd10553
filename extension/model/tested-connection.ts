/** The results of testing an endpoint and its token. */
import type { Session } from '../../shared/api.ts';
import type { Credentials } from './connection.ts';
import type { Trouble } from './trouble.ts';

export interface TestedConnection extends Credentials {
  readonly session: Session;
  /** The version of the Worker. */
  readonly version: string;
}

export type ConnectionTrouble =
  | Trouble
  /** The token is good, but it may only ask whether an address may send. It can't read the list. */
  | { readonly kind: 'reads-no-list'; readonly session: Session };

export interface TestedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export type OtherFamilyTrouble =
  | Trouble
  /** Both endpoints see this browser over the same IP family. */
  | { readonly kind: 'same-family'; readonly family: 4 | 6 };
