/**
 * A Sendgate with isolates of two versions and objects of one of them, in one workerd with one KV
 * namespace.
 */
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { guardWorkerd } from '../../local/workerd-guard.ts';
import type { TemporaryFolder } from '../local/temporary-folder.ts';
import type { Versions } from './other-bundle.ts';
import { waitUntilPublished } from './published.ts';
import { callWorker, optionsWith, type ReleaseAnswer, workerOf } from './worker-in-miniflare.ts';

/** One of the two versions. */
export type Version = 'older' | 'newer';

/** The Worker that has the objects. Its isolates answer nobody. */
const OBJECTS = 'objects';
/** Headers that do not fit the answer any more, since it is unpacked already. */
const OF_THE_HOP = ['connection', 'content-encoding', 'content-length', 'transfer-encoding'];
/** The code of objects that fail every call. */
const NO_OBJECTS = `
  import { DurableObject } from 'cloudflare:workers';
  export class AccountObject extends DurableObject {
    constructor(ctx, env) {
      super(ctx, env);
      throw new Error('out of reach');
    }
  }
  export { AccountObject as DirectoryObject };
  export default { fetch: () => new Response(null, { status: 500 }) };
`;

export class Deployment implements AsyncDisposable {
  readonly #versions: Versions;
  readonly #state: string;
  readonly #miniflare: Miniflare;

  private constructor(versions: Versions, state: string, miniflare: Miniflare) {
    this.#versions = versions;
    this.#state = state;
    this.#miniflare = miniflare;
  }

  static async start(versions: Versions, objects: Version, folder: TemporaryFolder) {
    guardWorkerd();
    const state = join(folder.path, 'state');
    const miniflare = new Miniflare(await optionsOf(versions, objects, state));
    await miniflare.ready;
    return new Deployment(versions, state, miniflare);
  }

  /**
   * Ends every object and isolate. The objects begin anew with the code of the version, or fail
   * from then on.
   */
  async runObjects(version: Version | 'none'): Promise<void> {
    await this.#miniflare.setOptions(await optionsOf(this.#versions, version, this.#state));
  }

  /** Calls an isolate of the version. */
  call(
    version: Version,
    request: string,
    body?: object,
    token?: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<ReleaseAnswer> {
    return callWorker(this.#miniflare, version, request, body, token, headers);
  }

  /** Passes a request on to an isolate of the version. */
  async forward(
    version: Version,
    path: string,
    init: { method: string; headers: Record<string, string>; body?: Buffer },
  ): Promise<{ status: number; headers: Record<string, string>; body: string }> {
    const worker = await this.#miniflare.getWorker(version);
    const answer = await worker.fetch(`https://worker.test${path}`, init);
    const headers = [...answer.headers].filter(([name]) => !OF_THE_HOP.includes(name));
    return {
      status: answer.status,
      headers: Object.fromEntries(headers),
      body: await answer.text(),
    };
  }

  /** Resolves when KV has the newest state of the accounts and of the relay tokens. */
  published(accounts: readonly string[]): Promise<void> {
    return waitUntilPublished(this.#miniflare, OBJECTS, accounts);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#miniflare.dispose();
  }
}

async function optionsOf(versions: Versions, objects: Version | 'none', state: string) {
  const own =
    objects === 'none'
      ? workerOf(OBJECTS, versions.newer, OBJECTS, { script: NO_OBJECTS })
      : workerOf(OBJECTS, versions[objects], OBJECTS);
  return optionsWith(state, [
    await workerOf('older', versions.older, OBJECTS),
    await workerOf('newer', versions.newer, OBJECTS),
    await own,
  ]);
}
