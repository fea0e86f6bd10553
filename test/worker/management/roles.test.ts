import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
} from '../support/test-worker.ts';
import {
  callerOf,
  OPERATIONS,
  type Operation,
  requestOf,
  type Scene,
  setScene,
} from './surface.ts';

const ROLES = ['operator', 'manager', 'viewer', 'checker', 'relay'] as const;
const ACCOUNT_ROLES = ['manager', 'viewer', 'checker'] as const;
type Role = (typeof ROLES)[number];

const worker = new TestWorker();
let relay: string;
let strangers: Readonly<Record<(typeof ACCOUNT_ROLES)[number], string>>;

beforeAll(async () => {
  relay = await worker.relayToken();
  const other = await TestAccount.create(worker);
  strangers = {
    manager: other.manager,
    viewer: await other.token('viewer'),
    checker: await other.token('checker'),
  };
});

function tokenOf(role: Role, scene: Scene, operation: Operation): Promise<string> | string {
  const { account } = scene;
  if (role === 'operator') return OPERATOR_TOKEN;
  if (role === 'relay') return operation.right ? callerOf(operation, scene) : relay;
  return role === 'manager' ? account.manager : account.token(role);
}

function call(operation: Operation, scene: Scene, token: string | undefined) {
  const body = operation.body?.(scene);
  return worker.call(requestOf(operation, scene), {
    // Each call comes from its own address, so that its failures do not add up with those of
    // others.
    from: newCallerAddress(),
    ...(token !== undefined && { token }),
    ...(body && { body }),
  });
}

describe('every call and every role', () => {
  for (const operation of OPERATIONS) {
    const { name, who, status } = operation;
    const may = (role: Role) => who === 'anyone' || who.includes(role);

    for (const role of ROLES) {
      it(`${name}: ${role} ${may(role) ? 'may' : 'may not'}`, async () => {
        const scene = await setScene(worker, operation);
        const before = await scene.account.list();
        const answer = await call(operation, scene, await tokenOf(role, scene, operation));
        if (may(role)) {
          expect(answer.status, JSON.stringify(answer.body)).toBe(status);
          return;
        }
        expectProblem(answer, 'forbidden');
        expect(await scene.account.list()).toEqual(before);
      });
    }

    it(`${name}: without a token ${who === 'anyone' ? 'anyone may' : 'no one may'}`, async () => {
      const scene = await setScene(worker, operation);
      const before = await scene.account.list();
      const answer = await call(operation, scene, undefined);
      if (who === 'anyone') expect(answer.status).toBe(status);
      else expectProblem(answer, 'unauthorized');
      expect(await scene.account.list()).toEqual(before);
    });
  }
});

it('a relay token without the right that a call needs may not make it', async () => {
  for (const operation of OPERATIONS.filter(({ right }) => right)) {
    const scene = await setScene(worker, operation);
    const { detail } = expectProblem(await call(operation, scene, relay), 'forbidden');
    expect(detail).toContain(`"${operation.right}": true`);
  }
});

describe('every call that names an account', () => {
  for (const operation of OPERATIONS.filter(({ name }) => /\{account\}|\/check/.test(name))) {
    it(`${operation.name}: a token of another account may not`, async () => {
      const scene = await setScene(worker, operation);
      const before = await scene.account.list();
      const tokens = await worker.operator<api.Account>(`GET ${scene.account.path('/tokens')}`);
      for (const role of ACCOUNT_ROLES) {
        expectProblem(await call(operation, scene, strangers[role]), 'forbidden');
      }
      expect(await scene.account.list()).toEqual(before);
      const after = await worker.operator(`GET ${scene.account.path('/tokens')}`);
      expect(after.body).toMatchObject(withoutUse(tokens.body));
    });
  }
});

/** The tokens without the time of their last use. */
function withoutUse(list: unknown): object {
  const { tokens } = list as { tokens: api.Token[] };
  return { tokens: tokens.map(({ lastUsedAt: _, ...token }) => token) };
}
