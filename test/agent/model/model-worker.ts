/** A real Worker with isolates of two versions, behind a front that makes faults. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Miniflare } from 'miniflare';
import { expect } from 'vitest';
import { BUNDLE_SCRIPT, bundleWorker } from '../../../local/worker-bundle.ts';
import { guardWorkerd } from '../../../local/workerd-guard.ts';
import type { TemporaryFolder } from '../../local/temporary-folder.ts';
import { RELEASES } from '../../versions/releases.ts';
import {
  callWorker,
  OPERATOR_TOKEN,
  optionsWith,
  workerOf,
} from '../../versions/worker-in-miniflare.ts';
import { ModelFront } from './model-front.ts';

/** What the answers have that is needed here. */
export interface Said {
  readonly id: string;
  readonly token: string;
  readonly added: readonly { readonly id: string }[];
}

/** `open` is this version with the fail mode open; `older` the release before, which has no feed. */
export type Route = 'newer' | 'open' | 'older';

/** Small pages, and no waits between two words to the directory, so that a sequence has many of both. */
const QUICKER = [
  [/\bMAX_FEED_ITEMS = 500;/, 'MAX_FEED_ITEMS = 2;', 1],
  [/\b(SPACING_MS\d*) = 1e3;/g, '$1 = 30;', 2],
] as const;

export class ModelWorker implements AsyncDisposable {
  route: Route = 'newer';
  readonly front: ModelFront;
  readonly #miniflare: Miniflare;

  private constructor(miniflare: Miniflare, front: ModelFront) {
    this.#miniflare = miniflare;
    this.front = front;
  }

  static async start(folder: TemporaryFolder): Promise<ModelWorker> {
    guardWorkerd();
    const bundle = join(folder.path, 'bundle');
    await bundleWorker(bundle);
    const script = join(bundle, BUNDLE_SCRIPT);
    let text = await readFile(script, 'utf8');
    for (const [pattern, replacement, times] of QUICKER) {
      expect(text.split(pattern).length > times, `${pattern} in the bundle`).toBe(true);
      text = text.replace(pattern, replacement);
    }
    await writeFile(script, text);
    const [release] = RELEASES;
    if (!release) throw new Error('no release is kept');
    const open = { OPERATOR_TOKEN, FAIL_MODE: 'open' };
    const miniflare = new Miniflare(
      optionsWith(join(folder.path, 'worker'), [
        await workerOf('newer', bundle, 'newer'),
        await workerOf('open', bundle, 'newer', undefined, open),
        await workerOf('older', release.folder, 'newer'),
      ]),
    );
    await miniflare.ready;
    const holder: { worker?: ModelWorker } = {};
    const front = await ModelFront.open(async ({ method, path, headers, body }) => {
      const worker = await miniflare.getWorker(holder.worker?.route ?? 'newer');
      const answer = await worker.fetch(`https://worker.test${path}`, {
        ...{ method, headers, ...(body !== '' && { body }) },
      });
      const etag = answer.headers.get('etag') ?? undefined;
      return { status: answer.status, body: await answer.text(), etag };
    });
    holder.worker = new ModelWorker(miniflare, front);
    return holder.worker;
  }

  /** Makes a call as the operator. */
  async call(request: string, body?: object): Promise<Said> {
    const answer = await callWorker(this.#miniflare, 'newer', request, body);
    expect(answer.status, `${request}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer.body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.front[Symbol.asyncDispose]();
    await this.#miniflare.dispose();
  }
}
