/** What a sequence is held against: an account that is called at two places, and the tokens it was given. */
import type { Allowlist } from '../../shared/api.ts';

export type Place = 0 | 1;
export type Slot = 'operator' | 'manager-a' | 'manager-b' | 'viewer';

export interface Faults {
  /** As the isolates read it: stale is as it was when that began. */
  readonly reading: 'well' | 'throws' | 'stale';
  readonly putting: 'well' | 'throws' | 'loses';
  /** The account's object, as the isolates call it. */
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

/** An isolate. */
export interface Isolate {
  call<Body = never>(request: string, call?: Call): Promise<Answer<Body>>;
  operator<Body = never>(request: string, call?: Call): Promise<Answer<Body>>;
}

const MINUTE_MS = 60_000;

export abstract class Tested {
  abstract readonly name: string;
  faults = WELL;
  /** What a slot's token was last; it may be revoked, or its account be gone. */
  readonly tokens = new Map<Slot, { readonly id: string; readonly token: string }>();
  /** The ids of those that are good. */
  readonly issued = new Set<string>();
  readonly #failures = [
    new Map<string | undefined, number>(),
    new Map<string | undefined, number>(),
  ];

  constructor(operatorToken: string) {
    this.tokens.set('operator', { id: 'operator', token: operatorToken });
  }

  abstract worker(place: Place): Isolate;

  /** An address that nobody has called from, with all eight groups. */
  abstract newCaller(): string;

  /** As the object has it, whoever else can be reached; undefined where there is no account. */
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

  /** An isolate that knows nothing begins there. */
  forgetFailures(place: Place): void {
    this.#failures[place]?.clear();
  }
}
