/**
 * A token as it is stored, with the digest of its text instead of the text, and the comparison with a presented
 * token.
 */
import type { TokenName } from '../../shared/allowlist.ts';
import type * as api from '../../shared/api.ts';
import { equalTexts } from './token-text.ts';

export type TokenRole = api.AccountRole | 'relay';

export interface TokenRecord {
  readonly id: string;
  readonly role: TokenRole;
  readonly name: string;
  readonly digest: string;
  readonly createdAt: number;
  readonly createdBy: TokenName;
  readonly expiresAt: number | null;
  readonly lastUsedAt: number | null;
  /** The header in which the proxy of a relay's token states the address of its client. */
  readonly clientAddressHeader: string | null;
  /** Whether the holder may read a copy of every account and shared list. Relay tokens alone can have this right. */
  readonly copies?: boolean;
}

/** The part of a token that the edge needs to verify it. It is published with the replica. */
export interface VerifiableToken extends Pick<TokenRecord, 'id' | 'role' | 'digest' | 'expiresAt'> {
  readonly clientAddressHeader?: string;
}

export function toVerifiable(token: TokenRecord): VerifiableToken {
  const { id, role, digest, expiresAt } = token;
  return { id, role, digest, expiresAt, ...headerOf(token) };
}

/** Returns the header as a member, or no member if the token has none. */
export function headerOf({ clientAddressHeader }: Pick<TokenRecord, 'clientAddressHeader'>) {
  return clientAddressHeader === null ? {} : { clientAddressHeader };
}

/** Returns the right to copies as a member, or no member if the token has none. */
export function copiesOf({ copies = false }: { readonly copies?: boolean | undefined }) {
  return copies ? { copies } : {};
}

/** Decides whether the digest is the token's and the token has not expired. */
export function verifies(
  token: Pick<TokenRecord, 'digest' | 'expiresAt'>,
  digest: string,
  now: number,
): boolean {
  return equalTexts(token.digest, digest) && isLiveToken(token, now);
}

export function isLiveToken({ expiresAt }: Pick<TokenRecord, 'expiresAt'>, now: number): boolean {
  return expiresAt === null || expiresAt > now;
}
