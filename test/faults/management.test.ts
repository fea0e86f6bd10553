/**
 * Every call that is no check, under every fault: the answer, the state that it leaves behind, and
 * that all heals.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { relayTokensKey } from '../../worker/replicas/relay-tokens.ts';
import { OPERATIONS } from '../worker/management/surface.ts';
import { giveBindings } from '../worker/support/faulty-bindings.ts';
import { env, TestWorker, type WorkerAnswer } from '../worker/support/test-worker.ts';
import {
  type ExpectedFault,
  FAULT_NAMES,
  FAULTS,
  MANAGEMENT,
  type ManagementResult,
  type Need,
} from './expected.ts';
import { bindingsWith, FAULTS_IN_PLACE, runSkewed, skewClocks, slowness } from './faults.ts';
import { heal } from './healing.ts';
import { ManagementScene } from './management-scene.ts';

const healthy = new TestWorker();
const { tell } = slowness;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  skewClocks();
});

afterEach(() => {
  vi.useRealTimers();
  slowness.tell = tell;
});

/** Observations change only what changes by itself. */
const isRead = (name: string) => name.startsWith('GET ') || /\/(preview|observations)$/.test(name);

/**
 * Makes a call, and lets a slow object answer at once. `waited` tells that the caller had to wait
 * for the object.
 */
async function call(make: () => Promise<WorkerAnswer<unknown>>) {
  const { wait } = slowness;
  let waited = false;
  slowness.wait = async () => {
    waited = true;
  };
  try {
    return { answer: await make(), waited };
  } finally {
    slowness.wait = wait;
  }
}

const isPartial = (body: unknown) =>
  (body as Partial<api.AccountPage>).accounts?.some((account) => 'unreadable' in account) ?? false;

const isUnrecorded = (body: unknown) =>
  ((body as Partial<api.RecordedObservations>).unrecorded?.length ?? 0) > 0;

/** The one line of an answer of lines, which has no headers of its own. */
function ofLine({ status, body }: WorkerAnswer<unknown>) {
  if (!Array.isArray(body)) return undefined;
  const [line, ...others] = body as api.AccountLine[];
  expect([status, others]).toEqual([200, []]);
  return (
    line && {
      status: line.status,
      body: 'problem' in line ? line.problem : line.account,
      headers: undefined,
    }
  );
}

function resultOf(
  answer: WorkerAnswer<unknown>,
  read: boolean,
  changed: boolean,
  waited: boolean,
): ManagementResult | string {
  const { status, body, headers } = ofLine(answer) ?? answer;
  const { code } = body as Partial<api.ProblemDocument>;
  if (status < 300 && changed !== read) {
    if (isPartial(body)) return 'partly';
    if (isUnrecorded(body)) return 'unrecorded';
    return waited ? 'late' : 'done';
  }
  if (status === 500 && code === 'internal' && !changed) return 'failed';
  const saysWhen = headers === undefined || headers.has('retry-after');
  if (status === 503 && code === 'unavailable' && saysWhen) return changed ? 'lost' : 'unavailable';
  return `${status} ${JSON.stringify(body)}, ${changed ? 'changed' : 'unchanged'}`;
}

function resultIn({ management }: ExpectedFault, needs: Need, read: boolean): ManagementResult {
  return needs === 'nothing' ? 'done' : management[needs][read ? 'read' : 'change'];
}

/** The calls about shared lists are those of an account's object, or are in the table of expected-shared.ts. */
const isElsewhere = (name: string) => /\/(check|lists)\b/.test(name);

it('the table has every call that is no check', () => {
  const calls = OPERATIONS.map(({ name }) => name).filter((name) => !isElsewhere(name));
  expect([...new Set(MANAGEMENT.map(([name]) => name))].sort()).toEqual(calls.sort());
});

it.each(FAULT_NAMES)(
  '%s: each management call gets what the table says, and it heals',
  async (name) => {
    const fault = FAULTS_IN_PLACE[name];
    let isOver = false;
    slowness.tell = () => vi.waitUntil(() => isOver, { interval: 10, timeout: 60_000 });
    const scene = await ManagementScene.create(healthy);
    const { account, directory } = scene.stubs;
    const { env: bindings, strike } = bindingsWith(fault, env.REPLICA);
    const worker = new TestWorker(bindings);
    if (fault.objectKv)
      for (const stub of [account, directory])
        await giveBindings(stub, { REPLICA: fault.objectKv });
    strike();

    const results: Record<string, string> = {};
    const expected: Record<string, ManagementResult> = {};
    for (const [operation, needs, holder] of MANAGEMENT) {
      const make = scene.prepare(operation, holder);
      await fault.strike?.(scene.stubs.made ?? scene.stubs.account);
      if (fault.everywhere) await fault.strike?.(directory);
      const before = await scene.state();
      const made = await call(() => runSkewed(fault.skewMs ?? 0, () => make(worker)));
      const changed = (await scene.state()) !== before;
      const read = isRead(operation);
      const key = `${operation}${holder ? ` (${holder})` : ''}`;
      results[key] = resultOf(made.answer, read, changed, made.waited);
      expected[key] = resultIn(FAULTS[name], needs, read);
    }
    expect(results).toEqual(expected);

    isOver = true;
    for (const stub of [directory, scene.stubs.account]) await heal(stub);
    const [bytes, replica, text, tokens] = await Promise.all([
      env.REPLICA.get(account.id.toString(), 'arrayBuffer'),
      env.ACCOUNTS.getByName(scene.account.name).readReplica(-1),
      env.REPLICA.get(relayTokensKey(env), 'text'),
      env.DIRECTORY.getByName('directory').readRelayTokens(-1),
    ]);
    expect(new Uint8Array(bytes ?? [])).toEqual(new Uint8Array(replica as ArrayBuffer));
    expect(text).toBe(tokens);
  },
);
