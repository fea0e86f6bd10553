/** Sends very many requests to one isolate's app over the real bindings, and judges each answer. */
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { onTestFinished } from 'vitest';
import { createWorker } from '../../worker/index.ts';
import { env, reportNothingLater, TestWorker } from '../worker/support/test-worker.ts';
import { toCurl } from './curl.ts';
import type { HostileRequest } from './hostile-requests.ts';
import { Random } from './random.ts';

export interface HostileAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface Assault {
  readonly count: number;
  /** The number of the first request. */
  readonly first?: number;
  readonly make: (random: Random, index: number) => HostileRequest;
  /** Throws when the answer is not as it must be. */
  readonly judge: (request: HostileRequest, answer: HostileAnswer, index: number) => void;
}

/**
 * The seed of the requests. Set it to make the same requests again; ids and tokens are new in each
 * run.
 */
const SEED = Number(process.env.HOSTILE_SEED ?? 20_260);
/** So many requests take a while when the machine is busy with other tests, too. */
export const ASSAULT_MS = 300_000;
/** The number of requests that are under way at the same time. */
const WIDTH = 20;

let failures = 0;
const deployment = {
  SEND_UPSTREAMS: JSON.stringify({ open: { url: 'https://api.example.com/v3' } }),
  // The simulated limit would take longer than all the rest of a request. This one refuses every
  // 20th instead.
  AUTH_FAILURES: { limit: async () => ({ success: ++failures % 20 !== 0 }) },
};

export const hostileWorker = () => new TestWorker(deployment);

export async function assail({ count, first = 0, make, judge }: Assault): Promise<void> {
  const app = createWorker(undefined, reportNothingLater);
  const bindings = { ...env, ...deployment };
  for (let start = 0; start < count; start += WIDTH) {
    const context = createExecutionContext();
    const numbers = Array.from(
      { length: Math.min(WIDTH, count - start) },
      (_, at) => first + start + at,
    );
    await Promise.all(
      numbers.map(async (index) => {
        const request = make(new Random(SEED, index), index);
        const answer = await app.fetch(toRequest(request), bindings, context);
        const { status, headers } = answer;
        // As bytes, since NDJSON is no text to workerd, which warns of it.
        const text = new TextDecoder().decode(await answer.arrayBuffer());
        const judged = { status, headers, text };
        try {
          judge(request, judged, index);
        } catch (error) {
          throw new Error(describeFailure(error, request, judged, index), { cause: error });
        }
      }),
    );
    await waitOnExecutionContext(context);
  }
}

function toRequest({ method, path, headers, body }: HostileRequest): Request {
  const init = { method, headers: headers.map(([name, value]) => [name, value]) };
  return new Request(`https://worker.test${path}`, body ? { ...init, body } : init);
}

function describeFailure(
  error: unknown,
  request: HostileRequest,
  { status, text }: HostileAnswer,
  index: number,
): string {
  return [
    error instanceof Error ? error.message : String(error),
    `Request ${index} with HOSTILE_SEED=${SEED}, answered ${status} ${text.slice(0, 1_000)}`,
    toCurl(request),
  ].join('\n');
}

/** Collects what the Worker logs until the test is over. Nothing of it is printed. */
export class CollectedLog {
  readonly lines: string[] = [];

  constructor() {
    const { log, error, warn } = console;
    const collect = (line: unknown) => void this.lines.push(String(line));
    // Spies would remember every call a second time.
    Object.assign(console, { log: collect, error: collect, warn: collect });
    onTestFinished(() => void Object.assign(console, { log, error, warn }));
  }

  /**
   * Lines about errors that the Worker did not expect. A body that is too large for an adapter is
   * expected.
   */
  get failures(): string[] {
    return this.lines.filter(
      (line) =>
        /"event":"(failed|[a-z-]+-failed|replica-unreadable|object-unreachable)"/.test(line) &&
        !/"authentication-failed"|"Error: too-large"/.test(line),
    );
  }

  holding(secrets: readonly string[]): string[] {
    return this.lines.filter((line) => secrets.some((secret) => line.includes(secret)));
  }
}
