/**
 * Brings the copies up to date with the feed, page by page. It goes on where it broke. Only a synchronisation that
 * ended makes the copies fresh, and they are as old as its beginning.
 */
import type { LogFields } from '../../worker/platform/log.ts';
import type { DeploymentSettings } from '../deciding/copies.ts';
import type { CopyClock } from './copy-clock.ts';
import type { CopyFinder } from './copy-finder.ts';
import { type CopyLimits, CopySet, type NamedCopies } from './copy-set.ts';
import { type FeedItem, type FeedPage, type ReadFeed, readFeedPage } from './feed-page.ts';
import { Progress } from './progress.ts';
import type { SynchronisationEnd } from './synchronisation-end.ts';

export type WriteLog = (event: string, fields: LogFields) => void;

export interface SynchroniserParts {
  readonly readFeed: ReadFeed;
  readonly finder: CopyFinder;
  readonly clock: CopyClock;
  readonly log: WriteLog;
  readonly limits: CopyLimits;
}

export class Synchroniser {
  readonly counts = { complete: 0, full: 0, failed: 0, pages: 0 };
  deployment: DeploymentSettings | undefined;
  /** The end of the last complete synchronisation. Without it, the next one is a full one. */
  cursor: string | undefined;
  readonly #parts: SynchroniserParts;
  #etag: string | undefined;
  #progress: Progress | undefined;
  #hasChanged = false;
  #lastCause: string | undefined;

  constructor(parts: SynchroniserParts) {
    this.#parts = parts;
  }

  /** It never rejects. Two must not run at the same time. */
  async run(signal: AbortSignal): Promise<SynchronisationEnd> {
    const { clock } = this.#parts;
    const begun = this.#progress;
    const progress = begun?.pages ? begun : new Progress(this.cursor, clock.moment());
    this.#progress = progress;
    try {
      for (;;) {
        const end = await this.#step(progress, signal);
        if (signal.aborted) return 'stopped';
        if (end !== undefined) return end;
      }
    } catch (error) {
      return signal.aborted ? 'stopped' : this.#fail(String(error));
    }
  }

  /** Drops everything that is held, and what was heard. */
  drop(): void {
    const { finder, clock } = this.#parts;
    finder.replace(new CopySet());
    clock.forget();
    this.deployment = undefined;
    this.#startAnew();
  }

  async #step(progress: Progress, signal: AbortSignal): Promise<SynchronisationEnd | undefined> {
    const etag = progress.pages === 0 ? this.#etag : undefined;
    const answer = await this.#parts.readFeed({ after: progress.cursor, etag, signal });
    if (signal.aborted) return 'stopped';
    switch (answer.state) {
      case 'page': {
        const page = readFeedPage(answer.body);
        if (page === undefined) return this.#fail('no page of a feed');
        return this.#take(page, progress, answer.etag);
      }
      case 'unchanged':
        return etag === undefined
          ? this.#fail('unchanged, without a question about it')
          : this.#complete(progress, etag);
      case 'bad-token':
      case 'no-right':
        this.#logOnce(answer.state, 'copies-refused');
        this.drop();
        return answer.state;
      case 'failed':
        return this.#fail(answer.cause);
    }
  }

  #take(
    page: FeedPage,
    progress: Progress,
    etag: string | undefined,
  ): SynchronisationEnd | undefined {
    const { finder, clock } = this.#parts;
    this.counts.pages++;
    const lie = progress.enter(page);
    if (lie !== undefined) return this.#failForGood(lie);
    clock.hear(page.at);
    this.#hear(page.deployment);
    if (page.full) this.counts.full++;
    const { set } = finder;
    const target = progress.draft ?? set;
    this.#applyAll(page.accounts, target.accounts, progress.draft && set.accounts);
    this.#applyAll(page.lists, target.lists, progress.draft && set.lists);
    if (target.isTooLarge(this.#parts.limits)) return this.#failForGood('too-large');
    return page.more ? undefined : this.#complete(progress, etag);
  }

  #applyAll(
    items: readonly FeedItem[],
    target: NamedCopies,
    earlier: NamedCopies | undefined,
  ): void {
    const at = this.#parts.clock.moment().wall;
    for (const item of items) {
      target.apply(item, at, earlier);
      if (earlier !== undefined) continue;
      this.#parts.finder.forget(target.kind, item.name);
      this.#hasChanged = true;
    }
  }

  #hear(deployment: DeploymentSettings): void {
    if (JSON.stringify(deployment) !== JSON.stringify(this.deployment)) this.#hasChanged = true;
    this.deployment = deployment;
  }

  #complete(progress: Progress, etag: string | undefined): SynchronisationEnd {
    const { finder, clock, log } = this.#parts;
    const { wall } = clock.moment();
    if (progress.draft !== undefined) {
      progress.draft.departFrom(finder.set, wall);
      finder.replace(progress.draft);
      this.#hasChanged = true;
    }
    finder.set.trim(wall);
    clock.complete(progress.began);
    if (progress.cursor !== this.cursor) this.#hasChanged = true;
    this.cursor = progress.cursor;
    this.#etag = etag;
    this.#progress = undefined;
    this.counts.complete++;
    if (progress.draft !== undefined || this.#lastCause !== undefined) {
      const { accounts, lists } = finder.set;
      log('copies-synchronised', {
        accounts: accounts.size,
        lists: lists.size,
        pages: progress.pages,
        full: progress.draft !== undefined,
      });
    }
    this.#lastCause = undefined;
    const end = this.#hasChanged ? 'changed' : 'unchanged';
    this.#hasChanged = false;
    return end;
  }

  #fail(cause: string): SynchronisationEnd {
    this.counts.failed++;
    this.#logOnce(cause, 'synchronisation-failed');
    return 'failed';
  }

  /** To go on would lead to the same again, so the next one is a full one. The copies stay, and grow old. */
  #failForGood(cause: string): SynchronisationEnd {
    this.#startAnew();
    return this.#fail(cause);
  }

  #startAnew(): void {
    this.cursor = undefined;
    this.#etag = undefined;
    this.#progress = undefined;
  }

  /** An outage may last for hours, and has one line. */
  #logOnce(cause: string, event: string): void {
    if (cause !== this.#lastCause) this.#parts.log(event, { cause });
    this.#lastCause = cause;
  }
}
