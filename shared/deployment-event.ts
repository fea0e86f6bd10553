/**
 * The events that the operator of a deployment can look up: who made, changed or deleted an account, and who
 * issued or revoked a relay token.
 */
import type { TokenName } from './allowlist.ts';
import type { ChangedSettings } from './history.ts';

export const DEPLOYMENT_EVENT_KINDS = [
  'account-created',
  'account-changed',
  'account-deleted',
  'list-created',
  'list-changed',
  'list-deleted',
  'relay-token-issued',
  'relay-token-revoked',
] as const;

export type DeploymentEventKind = (typeof DEPLOYMENT_EVENT_KINDS)[number];

export interface DeploymentEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly kind: DeploymentEventKind;
  /** The account, or null for an event of the deployment itself. */
  readonly account: string | null;
  /** The shared list, or null for an event of anything else. */
  readonly list: string | null;
  readonly by: TokenName;
  /** The settings that changed, by name, with their old values and their new values. */
  readonly before: ChangedSettings;
  readonly after: ChangedSettings;
}
