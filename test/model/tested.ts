/**
 * The account that a sequence works on. It is called at two places, and has the tokens that it was
 * given.
 */
import type { Allowlist } from '../../shared/api.ts';

export type Place = 0 | 1;
export type Slot = 'operator' | 'manager-a' | 'manager-b' | 'viewer';

export interface Faults {
  /** KV as the isolates read it. stale: it stays as it was when the fault began. */
  readonly reading: 'well' | 'throws' | 'stale';
  readonly putting: 'well' | 'throws' | 'loses';
  /** The account's object as the isolates reach it. */
  readonly object: 'well' | 'throws' | 'cut-off';
}

export const WELL: Faults = { reading: 'well', putting: 'well', object: 'well' };

interface Call {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The address the call comes from. */
  readonly from?: string;
}

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

/** An isolate that can be called. */
export interface Isolate {
  call<Body = never>(request: string, call?: Call): Promise<Answer<Body>>;
  operator<Body = never>(request: string, call?: Call): Promise<Answer<Body>>;
}

const MINUTE_MS = 60_000;

export abstract class Tested {
  abstract readonly name: string;
  faults = WELL;
  /** The last token of each slot. It may be revoked, or its account may be deleted. */
  readonly tokens = new Map<Slot, { readonly id: string; readonly token: string }>();
  /** The ids of the tokens that are good. */
  readonly issued = new Set<string>();
  readonly #failures = [
    new Map<string | undefined, number>(),
    new Map<string | undefined, number>(),
  ];

  constructor(operatorToken: string) {
    this.tokens.set('operator', { id: 'operator', token: operatorToken });
  }

  abstract worker(place: Place): Isolate;

  /** Returns an address that nobody has called from, with all eight groups. */
  abstract newCaller(): string;

  /**
   * Reads the list at the object, even if nothing else can reach it; undefined without an account.
   */
  abstract readList(): Promise<Allowlist | undefined>;

  isGood(slot: Slot): boolean {
    return this.issued.has(this.tokens.get(slot)?.id ?? '');
  }

  rememberFailure(place: Place, slot: Slot, now: number): void {
    this.#failures[place]?.set(this.tokens.get(slot)?.token, now);
  }

  /** Whether the slot's token failed at the place in the last minute. */
  hasFailed(place: Place, slot: Slot, now: number): boolean {
    const at = this.#failures[place]?.get(this.tokens.get(slot)?.token);
    return at !== undefined && now <= at + MINUTE_MS;
  }

  /** Forgets the failures of a place, since a new isolate begins there. */
  forgetFailures(place: Place): void {
    this.#failures[place]?.clear();
  }
}
