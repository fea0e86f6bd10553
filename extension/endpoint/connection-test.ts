/** Whether an endpoint is Sendgate and what a token is there, before anything is kept. */
import type { Session } from '../../shared/api.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import {
  answersAtAll,
  apiClient,
  type Credentials,
  readAddress,
  readHealth,
  type Trouble,
} from './api-client.ts';

export interface TestedConnection extends Credentials {
  readonly session: Session;
  /** Of the Worker. */
  readonly version: string;
}

export type ConnectionTrouble =
  | Trouble
  /** The token is good, but for asking whether an address may send, not for the list. */
  | { readonly kind: 'reads-no-list'; readonly session: Session };

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

export interface TestedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

export type OtherFamilyTrouble =
  | Trouble
  /** Both see this browser over the same family. */
  | { readonly kind: 'same-family'; readonly family: 4 | 6 };

/** The other endpoint is asked without the token: it only says where a call comes from. */
export async function testOtherFamily(
  endpoint: string,
  other: string,
): Promise<Result<TestedAddress, OtherFamilyTrouble>> {
  const [here, there] = await Promise.all([readAddress(endpoint), readAddress(other)]);
  if (!there.ok) return failure(await findCause(other, there.error));
  if (here.ok && here.value.family === there.value.family) {
    return failure({ kind: 'same-family', family: there.value.family });
  }
  return there;
}

/** What answers without letting a page read it looks like silence: another call tells the two apart. */
async function findCause(endpoint: string, trouble: Trouble): Promise<Trouble> {
  if (trouble.kind !== 'unreachable' || !(await answersAtAll(endpoint))) return trouble;
  return { kind: 'not-sendgate', status: 0 };
}
