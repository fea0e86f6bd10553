/**
 * The calls about tokens. Managers and the operator issue tokens for an account; only the operator issues them
 * for relays.
 */
import {
  AccountParams,
  IssuedToken,
  IssueRelayTokenRequest,
  IssueTokenRequest,
  RelayTokenParams,
  Revoked,
  RevokeQuery,
  TokenList,
  TokenParams,
} from '../../../shared/api.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { directoryOf } from '../../platform/objects.ts';
import { accountKey } from '../../replicas/edge-replicas.ts';
import { headerOf, type TokenRecord, type TokenRole } from '../../tokens/token-record.ts';
import { digestOf, newTokenText } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject, actor, expectCommitted, logChange } from './account-object.ts';

const MANAGERS = ['manager', 'operator'] as const;

export const issueToken = endpoint({
  who: MANAGERS,
  summary: 'Issue a token of the account; it is shown in this answer only',
  params: AccountParams,
  body: IssueTokenRequest,
  status: 201,
  answer: IssuedToken,
  problems: ['account-unknown', 'limit-reached'],
  async handle(c, { params: { account }, body: { role, ...terms } }) {
    const { issued, record } = await makeToken(c, accountKey(c.env, account), role, terms);
    expectCommitted(c, account, await accountObject(c, account).issueToken(record));
    return issued;
  },
});

export const listTokens = endpoint({
  who: MANAGERS,
  summary: 'The account’s tokens, without their secrets',
  params: AccountParams,
  status: 200,
  answer: TokenList,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    return { tokens: expectSuccess(await accountObject(c, account).listTokens()) };
  },
});

export const revokeToken = endpoint({
  who: MANAGERS,
  summary: 'Revoke a token of the account, alone or with what it issued',
  params: TokenParams,
  query: RevokeQuery,
  status: 204,
  more: Revoked,
  problems: ['account-unknown', 'token-unknown'],
  async handle(c, { params: { account, id }, query: { issued } }) {
    const object = accountObject(c, account);
    if (issued) {
      const revoked: Revoked = expectCommitted(c, account, await object.revokeIssued(id, actor(c)));
      return c.json(revoked);
    }
    expectCommitted(c, account, await object.revokeToken(id, actor(c)));
    return undefined;
  },
});

export const issueRelayToken = endpoint({
  who: ['operator'],
  summary: 'Issue a token for a mail server, which may ask about any account',
  body: IssueRelayTokenRequest,
  status: 201,
  answer: IssuedToken,
  problems: ['limit-reached'],
  async handle(c, { body }) {
    const { issued, record } = await makeToken(c, undefined, 'relay', body);
    c.get('decisionPoint').expectRelayTokens(
      expectSuccess(await directoryOf(c.env).issueToken(record)),
    );
    logChange(c, null);
    return issued;
  },
});

export const listRelayTokens = endpoint({
  who: ['operator'],
  summary: 'The relay tokens, without their secrets',
  status: 200,
  answer: TokenList,
  async handle(c) {
    return { tokens: await directoryOf(c.env).listTokens() };
  },
});

export const revokeRelayToken = endpoint({
  who: ['operator'],
  summary: 'Revoke a relay token',
  params: RelayTokenParams,
  status: 204,
  problems: ['token-unknown'],
  async handle(c, { params: { id } }) {
    c.get('decisionPoint').expectRelayTokens(
      expectSuccess(await directoryOf(c.env).revokeToken(id, actor(c))),
    );
    logChange(c, null);
    return undefined;
  },
});

interface RequestedTerms {
  readonly name: string;
  readonly expiresInSeconds?: number | undefined;
  readonly clientAddressHeader?: string | undefined;
}

async function makeToken(
  c: AppContext,
  objectId: string | undefined,
  role: TokenRole,
  terms: RequestedTerms,
): Promise<{ issued: IssuedToken; record: TokenRecord }> {
  const { id, text } = newTokenText(objectId);
  const now = Date.now();
  const seconds = terms.expiresInSeconds;
  const record: TokenRecord = {
    id,
    role,
    name: terms.name,
    digest: await digestOf(text),
    createdAt: now,
    createdBy: actor(c),
    expiresAt: seconds === undefined ? null : now + seconds * 1000,
    lastUsedAt: null,
    clientAddressHeader: terms.clientAddressHeader ?? null,
  };
  const createdAt = toTimestamp(record.createdAt);
  const expiresAt = toTimestamp(record.expiresAt);
  const shown = { id, role, name: terms.name, createdAt, expiresAt, ...headerOf(record) };
  return { issued: { ...shown, token: text }, record };
}
