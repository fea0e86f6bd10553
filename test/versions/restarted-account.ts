/**
 * An account of a deployment that restarts. It is called through an isolate of each version, and
 * compared with the model.
 */
import { expect, vi } from 'vitest';
import type { Allowlist } from '../../shared/api.ts';
import { makeWithTokens } from '../model/acts.ts';
import { expectHistory, expectSame, type Held } from '../model/held.ts';
import { allows, Model } from '../model/model.ts';
import { ASKERS } from '../model/pool.ts';
import { Promised } from '../model/promise.ts';
import { type Isolate, type Place, Tested } from '../model/tested.ts';
import type { Deployment, Version } from './deployment.ts';
import { OPERATOR_TOKEN } from './worker-in-miniflare.ts';

const PLACES = [0, 1] as const;
const VERSIONS: readonly [Version, Version] = ['older', 'newer'];
const RUNG_WITHIN = { timeout: 20_000, interval: 50 };
let accounts = 0;
let callers = 0;

export class RestartedAccount extends Tested {
  override readonly name = `restarted-${++accounts}@example.com`;
  readonly held: Held;
  readonly #deployment: Deployment;
  readonly #relay: string;

  private constructor(deployment: Deployment, relay: string) {
    super(OPERATOR_TOKEN);
    this.#deployment = deployment;
    this.#relay = relay;
    const model = new Model();
    this.held = { model, promised: new Promised(model), answers: new Map() };
  }

  static async make(deployment: Deployment, relay: string): Promise<RestartedAccount> {
    const account = new RestartedAccount(deployment, relay);
    await makeWithTokens(account.held, account, 0, false);
    return account;
  }

  override worker(place: Place): Isolate {
    const isolate: Isolate = {
      call: async (request, { token = 'none', body, headers = {}, from } = {}) => {
        const caller = from === undefined ? {} : { 'CF-Connecting-IP': from };
        const all = { ...headers, ...caller };
        const answer = await this.#deployment.call(
          VERSIONS[place],
          request,
          body as object,
          token,
          all,
        );
        return { status: answer.status, body: answer.body ?? '' };
      },
      operator: (request, call) => isolate.call(request, { ...call, token: OPERATOR_TOKEN }),
    };
    return isolate;
  }

  override newCaller(): string {
    callers += 1;
    return `2001:db8:1:1:1:1:${(callers >> 16).toString(16)}:${(callers & 0xffff).toString(16)}`;
  }

  /** Reads the list through an isolate of each version. Both must say the same. */
  override async readList(): Promise<Allowlist | undefined> {
    const request = `GET /v1/accounts/${encodeURIComponent(this.name)}/allowlist`;
    const [older, newer] = await Promise.all(
      PLACES.map(async (place) => {
        const { status, body } = await this.worker(place).operator<Allowlist>(request);
        return status === 404 ? undefined : body;
      }),
    );
    // Over objects of the release before, only an isolate of this version says which lists are included.
    expect(newer).toEqual(older && { ...older, lists: older.lists ?? [] });
    return newer;
  }

  /** R13: waits until the entries that have to leave by themselves have left. */
  async rest(): Promise<void> {
    const { model } = this.held;
    if (!model.isLate(Date.now())) return;
    const { revision } = model.state;
    await vi.waitFor(async () => {
      expect((await this.readList())?.revision).toBeGreaterThan(revision);
    }, RUNG_WITHIN);
    model.leave(Date.now());
  }

  /**
   * Expects new isolates to give the verdict of the list for each address. If KV may not have had
   * everything, they may also give any verdict that the promise allows. The list and its history
   * must be complete (R7, R9, R16, R17).
   */
  async expectAfterRestart(isPublished: boolean): Promise<void> {
    const { model, promised } = this.held;
    for (const place of PLACES) {
      promised.forgotten(place);
      this.forgetFailures(place);
    }
    // This read waits for the object to begin anew. A check would wait no longer than a second.
    await expectSame(this.held, this);
    const now = Date.now();
    await this.#expectVerdicts((place, at) => {
      if (!isPublished) return promised.verdicts(place, at, this.faults, now);
      return allows(model.state, at, now) ? ['allow'] : ['deny'];
    });
    if (model.state.exists) await expectHistory(model, this);
  }

  async #expectVerdicts(may: (place: Place, at: bigint) => readonly string[]): Promise<void> {
    for (const place of PLACES)
      for (const { address, at } of ASKERS) {
        const body = { account: this.name, address };
        const { call } = this.worker(place);
        const answer = await call<{ verdict: string; reason: string }>('POST /v1/check', {
          token: this.#relay,
          body,
        });
        const told = `${this.name}, ${address} at ${VERSIONS[place]}: ${JSON.stringify(answer)}`;
        expect(may(place, at), told).toContain(answer.body.verdict);
      }
  }
}
