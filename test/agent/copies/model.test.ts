/** Whatever pages the feed sends, in whatever order they break, the copies are what a plain model says. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  accountItem,
  change,
  FAILED,
  FeedScene,
  listItem,
  type PageParts,
  page,
} from './feed-script.ts';

const ACCOUNTS = ['a@example.com', 'b@example.com', '@example.com'] as const;
const LISTS = ['office', 'shop'] as const;

interface Held {
  readonly state: 'live' | 'deleted' | 'unknown';
  readonly version: number;
  readonly isUnreadable: boolean;
}
type Model = Map<string, Held>;

interface Step {
  readonly name: string;
  readonly state: 'copy' | 'deleted' | 'unreadable' | 'garbage';
  readonly version: number;
}
interface Attempt {
  readonly full: boolean;
  readonly pages: readonly (readonly Step[])[];
  /** The page after which the connection breaks. The next attempt goes on there. */
  readonly breaksAfter: number | undefined;
}

const step = fc.record<Step>({
  name: fc.constantFrom(...ACCOUNTS, ...LISTS),
  state: fc.constantFrom('copy', 'copy', 'deleted', 'unreadable', 'garbage'),
  version: fc.integer({ min: 1, max: 4 }),
});
const attempt = fc.record<Attempt>({
  full: fc.boolean(),
  pages: fc.array(fc.array(step, { maxLength: 4, minLength: 1 }), { minLength: 1, maxLength: 4 }),
  breaksAfter: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
});

function itemOf({ name, state, version }: Step): object {
  const isList = !name.includes('@');
  const named = isList ? { list: name } : { account: name };
  if (state === 'deleted') return { ...named, version, deleted: true };
  if (state === 'unreadable') return { ...named, unreadable: true };
  if (state === 'garbage') return { ...named, version, copy: 'AAAA' };
  return isList ? listItem(name, version) : accountItem(name, version);
}

function partsOf(steps: readonly Step[]): Pick<PageParts, 'accounts' | 'lists'> {
  return {
    accounts: steps.filter(({ name }) => name.includes('@')).map(itemOf),
    lists: steps.filter(({ name }) => !name.includes('@')).map(itemOf),
  };
}

function applyStep(model: Model, { name, state, version }: Step, earlier: Model | undefined): void {
  const held = model.get(name);
  if (state === 'unreadable') {
    const known = held ?? earlier?.get(name) ?? { state: 'unknown', version: 0 };
    model.set(name, { ...known, isUnreadable: true });
    return;
  }
  if (held && version < held.version) {
    model.set(name, { ...held, isUnreadable: true });
    return;
  }
  const isUnreadable = state === 'garbage';
  const now = state === 'garbage' ? 'unknown' : state === 'deleted' ? 'deleted' : 'live';
  model.set(name, { state: now, version, isUnreadable });
}

function found(model: Model, login: string): string {
  const own = model.get(login);
  if (own?.state === 'live') return `live ${login} ${own.version} ${own.isUnreadable}`;
  if (own?.state === 'unknown') return 'none';
  if (own?.isUnreadable) return 'deleted';
  const domain = model.get('@example.com');
  if (login !== '@example.com' && domain?.state === 'live')
    return `live @example.com ${domain.version} ${domain.isUnreadable}`;
  if (login !== '@example.com' && domain?.state === 'unknown') return 'none';
  return own ? 'deleted' : 'none';
}

it('after any sequence of pages it holds what a plain model holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attempt, { minLength: 1, maxLength: 6 }), async (attempts) => {
      const scene = new FeedScene();
      const copies = scene.copies();
      let model: Model = new Map();
      let draft: Model | undefined;
      let isUnderWay = false;
      let hasCompleted = false;
      let cursor = 0;
      let beginnings = 0;
      let beganAt = 0;
      for (const { full, pages, breaksAfter } of attempts) {
        // A fourth beginning before an end would be a lie.
        const isFull = (full && beginnings < 3) || (!hasCompleted && !isUnderWay);
        const sent = breaksAfter === undefined ? pages : pages.slice(0, breaksAfter);
        const ends = sent.length === pages.length;
        scene.pass(20_000);
        if (!isUnderWay) beganAt = scene.monotonic;
        const answers = sent.map((steps, index) => {
          const parts = { ...partsOf(steps), more: !(ends && index === pages.length - 1) };
          cursor++;
          return isFull && index === 0
            ? page({ ...parts, cursor: `${cursor}` })
            : change(`${cursor}`, parts);
        });
        for (const [index, steps] of sent.entries()) {
          if (isFull && index === 0) {
            draft = new Map();
            beginnings++;
          }
          isUnderWay = true;
          for (const one of steps) applyStep(draft ?? model, one, draft && model);
        }
        if (ends) {
          for (const [name] of draft ? model : []) {
            if (!draft?.has(name))
              draft?.set(name, { state: 'deleted', version: 0, isUnreadable: false });
          }
          model = draft ?? model;
          draft = undefined;
          isUnderWay = false;
          beginnings = 0;
          hasCompleted = true;
        }
        scene.answers.length = 0;
        await scene.synchronise(copies, ...answers, FAILED);
        for (const login of ['a@example.com', 'b@example.com', 'c@example.com', '@example.com']) {
          const answer = copies.find(login);
          const text =
            answer.state === 'live'
              ? `live ${answer.known.account.account} ${answer.known.account.version} ${answer.isUnreadable}`
              : answer.state;
          expect(text).toBe(found(model, login));
        }
        const count = [...model.values()].filter(({ state }) => state !== 'deleted').length;
        expect(copies.status().accounts + copies.status().lists).toBe(count);
        const unreadable = [...model.values()].filter(({ isUnreadable }) => isUnreadable).length;
        expect(copies.status().unreadable).toBe(unreadable);
        if (ends) expect(copies.ageMs()).toBe(scene.monotonic - beganAt);
        else if (!hasCompleted) expect(copies.ageMs()).toBe(Infinity);
        else expect(copies.ageMs()).toBeGreaterThanOrEqual(20_000);
      }
      await copies.stop();
    }),
    { numRuns: 150 },
  );
});
