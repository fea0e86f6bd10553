/** The settings that a company made for this browser, and their consequences. Pure. */
import type { AwaitedConnection, Connection } from './connection.ts';
import type { Language } from './language.ts';
import { isRecord } from './shape.ts';

export const POLICY_PARTS = ['connections', 'consoles', 'language'] as const;

export type PolicyPart = (typeof POLICY_PARTS)[number];

/** Waits for its token, which no policy holds. */
export interface CompanyConnection
  extends Pick<AwaitedConnection, 'endpoint' | 'otherFamilyEndpoint'> {
  /** Null: whichever the token is of. */
  readonly account: string | null;
}

/** A part that is not as it should be, and was left out. */
export interface PolicyFlaw {
  /** A JSON Pointer. */
  readonly pointer: string;
  readonly wanted:
    | 'known-field'
    | 'object'
    | 'array'
    | 'string'
    | 'choice'
    | 'present'
    | 'endpoint'
    | 'account'
    | 'console';
}

export interface Policy {
  readonly connections: readonly CompanyConnection[];
  /** Host names. */
  readonly consoles: readonly string[];
  readonly language: Language | null;
  readonly locked: readonly PolicyPart[];
  readonly flaws: readonly PolicyFlaw[];
}

export const NO_POLICY: Policy = {
  connections: [],
  consoles: [],
  language: null,
  locked: [],
  flaws: [],
};

/** Compares without regard to the order of fields, since a browser's storage changes it. */
export function isSamePolicy(left: Policy, right: Policy): boolean {
  return writeInOrder(left) === writeInOrder(right);
}

function writeInOrder(policy: Policy): string {
  return JSON.stringify(policy, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).sort()) : part,
  );
}

export function isLocked({ locked }: Policy, part: PolicyPart): boolean {
  return locked.includes(part);
}

/** Returns the connections of the policy that have no token yet. */
export function awaitedByPolicy(
  { connections }: Policy,
  all: readonly Connection[],
): readonly CompanyConnection[] {
  return connections.filter((wanted) => !all.some((connection) => isOfPolicy(wanted, connection)));
}

/** Whether a person may take it away or point it elsewhere. */
export function isLockedConnection(policy: Policy, connection: Connection): boolean {
  return (
    isLocked(policy, 'connections') &&
    policy.connections.some((wanted) => isOfPolicy(wanted, connection))
  );
}

function isOfPolicy(wanted: CompanyConnection, { endpoint, session }: Connection): boolean {
  return (
    wanted.endpoint === endpoint && (wanted.account === null || wanted.account === session.account)
  );
}

/** A person's own choice goes first, unless the company has locked it. */
export function languageUnder(policy: Policy, chosen: Language | null): Language {
  if (isLocked(policy, 'language') && policy.language !== null) return policy.language;
  return chosen ?? policy.language ?? 'browser';
}

/** Returns the consoles of the policy, and after them those that a person has added. */
export function consolesUnder(policy: Policy, added: readonly string[]): readonly string[] {
  return [...new Set([...policy.consoles, ...added])];
}
