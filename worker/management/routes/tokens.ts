/**
 * The calls about tokens. Managers and the operator issue tokens for an account or a shared list; only the operator
 * issues them for relays.
 */
import {
  IssuedToken,
  IssueRelayTokenRequest,
  RelayTokenParams,
  Revoked,
  RevokeQuery,
  TokenList,
} from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { directoryOf } from '../../platform/objects.ts';
import { accountKey } from '../../replicas/edge-replicas.ts';
import { copiesOf, headerOf, type TokenRecord, type TokenRole } from '../../tokens/token-record.ts';
import { digestOf, newTokenText } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject, actor, expectCommitted, expectHeld, logChange } from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';

const MANAGERS = ['manager', 'operator'] as const;

export const issueToken = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: `Issue a token of the ${of.word}; it is shown in this answer only`,
    params: of.params,
    body: of.issueRequest,
    status: 201,
    answer: IssuedToken,
    problems: [of.unknown, 'limit-reached'],
    async handle(c, { params, body: { role, ...terms } }) {
      const name = objectNameOf(params);
      const opened = { objectId: accountKey(c.env, name), isList: of.isList };
      const { issued, record } = await makeToken(c, opened, role, terms);
      expectCommitted(c, name, await accountObject(c, name).issueToken(record));
      return issued;
    },
  });

export const listTokens = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: `The ${of.word}’s tokens, without their secrets`,
    params: of.params,
    status: 200,
    answer: TokenList,
    problems: [of.unknown],
    async handle(c, { params }) {
      const name = objectNameOf(params);
      return { tokens: expectHeld(name, await accountObject(c, name).listTokens()) };
    },
  });

export const revokeToken = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: `Revoke a token of the ${of.word}, alone or with what it issued`,
    params: of.tokenParams,
    query: RevokeQuery,
    status: 204,
    more: Revoked,
    problems: [of.unknown, 'token-unknown'],
    async handle(c, { params, query: { issued } }) {
      const name = objectNameOf(params);
      const object = accountObject(c, name);
      if (issued) {
        const result = await object.revokeIssued(params.id, actor(c));
        const revoked: Revoked = expectCommitted(c, name, result);
        return c.json(revoked);
      }
      expectCommitted(c, name, await object.revokeToken(params.id, actor(c)));
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
    if (record.copies) await expectRightKept(c, record.id);
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

/** A directory of version 0.2.0 passes over the right. Nobody has seen the token yet, so it is revoked again. */
async function expectRightKept(c: AppContext, id: string): Promise<void> {
  const directory = directoryOf(c.env);
  const token = (await directory.listTokens()).find((one) => one.id === id);
  if (token === undefined || token.copies) return;
  const version = expectSuccess(await directory.revokeToken(id, actor(c)));
  c.get('decisionPoint').expectRelayTokens(version);
  const detail = 'The directory runs a version that knows no right to copies yet. Try again.';
  throw new ProblemError(problem('unavailable', detail));
}

interface RequestedTerms {
  readonly name: string;
  readonly expiresInSeconds?: number | undefined;
  readonly clientAddressHeader?: string | undefined;
  readonly copies?: boolean | undefined;
}

async function makeToken(
  c: AppContext,
  opens: { readonly objectId: string; readonly isList: boolean } | undefined,
  role: TokenRole,
  terms: RequestedTerms,
): Promise<{ issued: IssuedToken; record: TokenRecord }> {
  const { id, text } = newTokenText(opens?.objectId, opens?.isList);
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
    copies: terms.copies ?? false,
  };
  const createdAt = toTimestamp(record.createdAt);
  const expiresAt = toTimestamp(record.expiresAt);
  const rights = { ...headerOf(record), ...copiesOf(record) };
  const shown = { id, role, name: terms.name, createdAt, expiresAt, ...rights };
  return { issued: { ...shown, token: text }, record };
}
