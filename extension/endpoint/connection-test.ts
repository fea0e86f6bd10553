/** Finds out whether an endpoint is Sendgate, and what a token may do there, before anything is kept. */
import { failure, type Result, success } from '../../shared/result.ts';
import type { Credentials } from '../model/connection.ts';
import type {
  ConnectionTrouble,
  OtherFamilyTrouble,
  TestedAddress,
  TestedConnection,
} from '../model/tested-connection.ts';
import type { Trouble } from '../model/trouble.ts';
import { answersAtAll, apiClient, readHealth, readOwnAddress } from './api-client.ts';

export async function testConnection(
  credentials: Credentials,
): Promise<Result<TestedConnection, ConnectionTrouble>> {
  const health = await readHealth(credentials.endpoint);
  if (!health.ok) return failure(await findCause(credentials.endpoint, health.error));
  const session = await apiClient(credentials).session();
  if (!session.ok) return session;
  const { role } = session.value;
  if (role === 'checker' || role === 'relay') {
    return failure({ kind: 'reads-no-list', session: session.value });
  }
  return success({ ...credentials, session: session.value, version: health.value.version });
}

/** Tests the endpoint of the other IP family. It gets no token, since it only says where a call comes from. */
export async function testOtherFamily(
  endpoint: string,
  other: string,
): Promise<Result<TestedAddress, OtherFamilyTrouble>> {
  const [here, there] = await Promise.all([readOwnAddress(endpoint), readOwnAddress(other)]);
  if (!there.ok) return failure(await findCause(other, there.error));
  if (here.ok && here.value.family === there.value.family) {
    return failure({ kind: 'same-family', family: there.value.family });
  }
  return there;
}

/**
 * Finds the cause of a failure. A server whose answers a page may not read looks like a server that does not answer.
 * A second call tells the two apart.
 */
async function findCause(endpoint: string, trouble: Trouble): Promise<Trouble> {
  if (trouble.kind !== 'unreachable' || !(await answersAtAll(endpoint))) return trouble;
  return { kind: 'not-sendgate', status: 0 };
}
