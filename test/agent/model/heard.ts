/**
 * What an agent has heard of the feed: which names a page told, and between which moments the Worker wrote that page.
 * What a copy says is then what the account was between these moments.
 */
export interface Told {
  readonly state: 'live' | 'deleted' | 'unknown';
  /** Whether the Worker could not read it when it was last named. */
  readonly isUnreadable: boolean;
  readonly from: number;
  readonly until: number;
}

/** A page that came to the agent. */
export interface ToldPage {
  readonly full: boolean;
  readonly more: boolean;
  readonly cursor: string;
  readonly at: number;
  readonly failMode: 'closed' | 'open';
  readonly from: number;
  readonly until: number;
  readonly items: readonly {
    readonly name: string;
    readonly state: 'live' | 'deleted' | 'unreadable';
  }[];
}

export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

type Names = ReadonlyMap<string, Told>;

/** What an agent holds at a moment. It never changes. */
export interface Heard {
  /** The accounts, and the lists, whose names have no @. */
  readonly names: Names;
  /** When the last complete synchronisation began, by the agent's clocks. */
  readonly began: Moment | undefined;
  /** The Worker's time, and when it was heard. */
  readonly worker: { readonly at: number; readonly monotonic: number } | undefined;
  readonly failMode: 'closed' | 'open';
  /** The end of the last complete synchronisation: the next one goes on from there. */
  readonly cursor: string | undefined;
}

export const NOTHING: Heard = {
  names: new Map(),
  began: undefined,
  worker: undefined,
  failMode: 'closed',
  cursor: undefined,
};

export function ageOf({ began }: Heard, { monotonic, wall }: Moment): number {
  if (began === undefined) return Infinity;
  return Math.max(monotonic - began.monotonic, wall - began.wall);
}

/** The own clock, or the Worker's if that is later. */
export function timeOf({ worker }: Heard, { monotonic, wall }: Moment): number {
  return worker ? Math.max(wall, worker.at + monotonic - worker.monotonic) : wall;
}

/** What is heard by one process, page by page. */
export class Hearing {
  heard: Heard;
  /** What was held at the end of each complete synchronisation. */
  completed: { readonly heard: Heard; readonly at: Moment }[] = [];
  readonly #now: () => Moment;
  #draft: Map<string, Told> | undefined;
  #began: Moment | undefined;
  /** The place that the synchronisation goes on from. Undefined if none is under way. */
  #place: string | undefined;

  constructor(heard: Heard, now: () => Moment) {
    this.heard = heard;
    this.#now = now;
  }

  /** Whether an agent that holds this goes on from there. */
  fits(after: string | undefined): boolean {
    return after === (this.#place ?? this.heard.cursor);
  }

  /** The agent asks for a page. If that is not the next one of what is under way, a synchronisation begins. */
  asked(after: string | undefined): void {
    if (this.#place !== undefined && after === this.#place) return;
    this.#place = undefined;
    this.#draft = undefined;
    this.#began = this.#now();
  }

  page(page: ToldPage): void {
    const { monotonic } = this.#now();
    if (page.full) this.#draft = new Map();
    const target = this.#draft ?? new Map(this.heard.names);
    for (const { name, state } of page.items) {
      const known = target.get(name) ?? this.heard.names.get(name);
      const { from, until } = page;
      target.set(
        name,
        state === 'unreadable'
          ? { state: 'unknown', from, until, ...known, isUnreadable: true }
          : { state, from, until, isUnreadable: false },
      );
    }
    const names = this.#draft === undefined ? target : this.heard.names;
    const worker = { at: page.at, monotonic };
    this.heard = { ...this.heard, names, worker, failMode: page.failMode };
    this.#place = page.cursor;
    if (!page.more) this.#complete(page.cursor);
  }

  /** Nothing changed since the last page. */
  unchanged(): void {
    this.#complete(this.heard.cursor);
  }

  /** The page was a lie, so the next synchronisation is a full one. */
  lied(): void {
    this.heard = { ...this.heard, cursor: undefined };
    this.#end();
  }

  /** The Worker refuses the token, or gives it no copies. */
  drop(): void {
    this.heard = NOTHING;
    this.completed = [];
    this.#end();
  }

  #end(): void {
    this.#place = undefined;
    this.#draft = undefined;
  }

  #complete(cursor: string | undefined): void {
    const draft = this.#draft;
    if (draft) {
      // What stood before, and is not named in a whole synchronisation, was deleted.
      for (const [name, told] of this.heard.names)
        if (!draft.has(name)) draft.set(name, { ...told, state: 'deleted', isUnreadable: false });
    }
    this.heard = { ...this.heard, names: draft ?? this.heard.names, began: this.#began, cursor };
    this.completed.push({ heard: this.heard, at: this.#now() });
    this.#end();
  }
}

const UNSET_MS = 60_000;

/** What a process that starts at a moment makes of what another one kept. It has the wall clock alone. */
export function afterStart(kept: Heard, keptAt: Moment, { monotonic, wall }: Moment): Heard {
  const ageKept = ageOf(kept, keptAt);
  const worker = kept.worker && {
    at: kept.worker.at + keptAt.monotonic - kept.worker.monotonic,
    monotonic,
  };
  const isUnknown = !Number.isFinite(ageKept) || wall < keptAt.wall - UNSET_MS;
  if (isUnknown) return { ...kept, worker, began: undefined };
  const beganWall = keptAt.wall - ageKept;
  const age = wall < keptAt.wall ? ageKept + UNSET_MS : wall - beganWall;
  return { ...kept, worker, began: { wall: beganWall, monotonic: monotonic - age } };
}
