/** An account under the soak, with what its list was at each moment of the last minutes. */
import type { SoakedAccount, Standing } from '../soaked-account.ts';

interface Span {
  readonly from: number;
  /** When the edit that ended it was answered. */
  until: number;
  readonly standing: Standing;
}

const KEPT_MS = 300_000;

export class WatchedAccount {
  readonly account: SoakedAccount;
  #spans: Span[];

  /** `now` is in milliseconds and only ever rises. */
  constructor(account: SoakedAccount, now: number) {
    this.account = account;
    this.#spans = [{ from: now, until: Infinity, standing: account.standing }];
  }

  async edit(now: () => number): Promise<void> {
    if (this.account.moment === undefined) return;
    const began = now();
    await this.account.edit();
    const ended = now();
    const last = this.#spans.at(-1);
    if (last) last.until = ended;
    this.#spans = this.#spans.filter(({ until }) => until > ended - KEPT_MS);
    this.#spans.push({ from: began, until: Infinity, standing: this.account.standing });
  }

  /** What it was between two moments, at any time. While an edit is under way, nobody knows. */
  between(from: number, until: number): readonly Standing[] | undefined {
    if (this.account.moment === undefined) return undefined;
    const met = this.#spans.filter((span) => span.from <= until && span.until >= from);
    return met.map(({ standing }) => standing);
  }
}
