/**
 * The lists of cases.ts, and tokens of both kinds. They are made and changed through isolates of
 * either version.
 */
import { expect } from 'vitest';
import type { Allowlist } from '../../shared/api.ts';
import { CASES, type ListCase, type Step } from './cases.ts';
import type { Deployment, Version } from './deployment.ts';
import type { ReleaseAnswer } from './worker-in-miniflare.ts';

interface Token {
  readonly id: string;
  readonly token: string;
}

export class Scene {
  readonly deployment: Deployment;
  /** The account of the checker's token. Each phase issues that token anew, and the relay's. */
  readonly holder = accountOf('enforced');
  readonly revoked: string[] = [];
  phase = -1;
  relay: Token | undefined;
  checker: Token | undefined;

  constructor(deployment: Deployment) {
    this.deployment = deployment;
  }

  /** Makes the lists, or makes the next change to each. */
  async change(through: Version): Promise<void> {
    this.phase++;
    await Promise.all(CASES.map((list) => this.#changeList(through, list)));
    this.relay = await this.#issue(through, '/v1/relay-tokens', { name: 'mx' }, this.relay);
    const path = `${pathOf(this.holder)}/tokens`;
    const terms = { name: 'host', role: 'checker' };
    this.checker = await this.#issue(through, path, terms, this.checker);
  }

  /** Resolves when KV has everything. */
  published(): Promise<void> {
    return this.deployment.published(CASES.map(({ name }) => accountOf(name)));
  }

  async #changeList(through: Version, list: ListCase): Promise<void> {
    if (this.phase === 0) await this.#take(through, list, 'create');
    for (const step of list.phases[this.phase]?.steps ?? []) await this.#take(through, list, step);
  }

  async #take(through: Version, { name, isStrict }: ListCase, step: Step): Promise<void> {
    const account = accountOf(name);
    const path = pathOf(account);
    const call = (request: string, body?: object) => this.#call(through, request, body);
    const consistency = isStrict ? 'strict' : 'default';
    if (step === 'create') await call('POST /v1/accounts', { account, consistency });
    else if (step === 'delete') await call(`DELETE ${path}`);
    else if (step === 'disable') await call(`DELETE ${path}/allowlist`);
    else if ('settings' in step) await call(`PATCH ${path}`, step.settings);
    else if ('mode' in step) await call(`PATCH ${path}/allowlist`, step);
    else if ('add' in step) {
      const format = step.add.includes('/') ? 'segment' : 'address';
      await call(`POST ${path}/allowlist/entries`, { format, values: [step.add] });
    } else {
      const { entries }: Allowlist = (await call(`GET ${path}/allowlist`)).body;
      const entry = entries.find(({ value }) => value === step.remove);
      await call(`DELETE ${path}/allowlist/entries/${entry?.id}`);
    }
  }

  /** Issues a new token, and revokes the one before. */
  async #issue(
    through: Version,
    path: string,
    terms: object,
    before: Token | undefined,
  ): Promise<Token> {
    const { body } = await this.#call(through, `POST ${path}`, terms);
    if (before) {
      await this.#call(through, `DELETE ${path}/${before.id}`);
      this.revoked.push(before.token);
    }
    return body;
  }

  async #call(through: Version, request: string, body?: object): Promise<ReleaseAnswer> {
    const answer = await this.deployment.call(through, request, body);
    expect(answer.status, `${request}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    return answer;
  }
}

export function accountOf(name: string): string {
  return `${name}@example.com`;
}

function pathOf(account: string): string {
  return `/v1/accounts/${encodeURIComponent(account)}`;
}
