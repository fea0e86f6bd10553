/** Parses and tests a typed connection, and keeps it only if the test succeeds. A failure changes nothing. */
import { failure, type Result, success } from '../../shared/result.ts';
import { testConnection, testOtherFamily } from '../endpoint/connection-test.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import { parseEndpoint } from '../model/endpoint-text.ts';
import type { CompanyConnection } from '../model/policy.ts';
import type { TestedAddress } from '../model/tested-connection.ts';
import { parseToken } from '../model/token-text.ts';
import type {
  OtherFamilyProblem,
  TestedOrNot,
  TypedConnection,
} from '../model/typed-connection.ts';
import { addConnection, replaceToken, setOtherFamilyEndpoint } from '../storage/connections.ts';

export async function testTyped(typed: TypedConnection): TestedOrNot {
  const endpoint = parseEndpoint(typed.endpoint);
  if (!endpoint.ok) return failure({ kind: 'endpoint', problem: endpoint.error });
  const token = parseToken(typed.token);
  if (!token.ok) return failure({ kind: 'token', problem: token.error });
  const tested = await testConnection({ endpoint: endpoint.value, token: token.value });
  const { account } = typed;
  if (tested.ok && account !== undefined && tested.value.session.account !== account) {
    return failure({ kind: 'differs', invited: account, session: tested.value.session });
  }
  if (tested.ok) return tested;
  return failure({ kind: 'connection', endpoint: endpoint.value, trouble: tested.error });
}

export async function saveTyped(typed: TypedConnection): TestedOrNot {
  const tested = await testTyped(typed);
  if (!tested.ok) return tested;
  const added = await addConnection(tested.value);
  return added.ok ? tested : failure({ kind: 'duplicate', kept: added.error });
}

/** Gives the token to the connection, if the token belongs to the same account. */
export async function replaceTyped(
  { id, endpoint, session }: Connection,
  token: string,
): TestedOrNot {
  const tested = await testTyped({ endpoint, token });
  if (!tested.ok) return tested;
  if (tested.value.session.account !== session.account) {
    return failure({ kind: 'other-account', session: tested.value.session });
  }
  await replaceToken(id, tested.value);
  return tested;
}

/** Tests the kept token and saves what the Worker now says about it. */
export async function testKept(connection: Connection): TestedOrNot {
  return replaceTyped(connection, connection.token);
}

export async function completeAwaited(awaited: AwaitedConnection, token: string): TestedOrNot {
  const tested = await testTyped({ endpoint: awaited.endpoint, token });
  if (!tested.ok) return tested;
  if (tested.value.session.account !== awaited.account) {
    return failure({ kind: 'other-account', session: tested.value.session });
  }
  const added = await addConnection(tested.value, awaited);
  return added.ok ? tested : failure({ kind: 'duplicate', kept: added.error });
}

/** A connection that the company has set up. */
export async function completeOfPolicy(wanted: CompanyConnection, token: string): TestedOrNot {
  const tested = await testTyped({ endpoint: wanted.endpoint, token });
  if (!tested.ok) return tested;
  const { session } = tested.value;
  if (wanted.account !== null && session.account !== wanted.account) {
    return failure({ kind: 'other-account', session });
  }
  const { otherFamilyEndpoint } = wanted;
  const added = await addConnection(tested.value, { otherFamilyEndpoint, accounts: [] });
  return added.ok ? tested : failure({ kind: 'duplicate', kept: added.error });
}

export async function saveOtherFamily(
  { id, endpoint }: Connection,
  typed: string,
): Promise<Result<TestedAddress, OtherFamilyProblem>> {
  const other = parseEndpoint(typed);
  if (!other.ok) return failure({ kind: 'endpoint', problem: other.error });
  const tested = await testOtherFamily(endpoint, other.value);
  if (!tested.ok) {
    return failure({ kind: 'connection', endpoint: other.value, trouble: tested.error });
  }
  await setOtherFamilyEndpoint(id, other.value);
  return success(tested.value);
}
