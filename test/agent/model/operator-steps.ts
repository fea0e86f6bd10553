/** Steps of operators and managers: accounts, lists, tokens. */
import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { VALUES } from './account-book.ts';
import { at, step } from './asked-step.ts';
import { WELL } from './model-front.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const SOON = { timeout: 20_000, interval: 20 };

export const which = fc.nat(2);
export const value = fc.constantFrom(...VALUES);
const lifeMs = fc.constantFrom(undefined, undefined, 30 * SECOND_MS, 20 * MINUTE_MS, 2 * HOUR_MS);
export const making = step(
  which,
  (one) => `make or delete ${one}`,
  ({ world }, one) => world.makeOrDelete(at(world.names, one)),
);

export const entering = step(
  fc.tuple(which, value, lifeMs),
  ([one, text, life]) => `entry ${one} ${text} ${life}`,
  async ({ world }, [one, text, life]) => {
    const name = at(world.names, one);
    if (!world.account(name)) await world.makeOrDelete(name);
    await world.toggleEntry(name, text, life);
  },
);

export const setting = step(
  fc.tuple(
    which,
    fc.oneof(
      fc.record({ suspended: fc.boolean() }),
      fc.record({ strict: fc.boolean() }),
      fc.record({
        failMode: fc.constantFrom('default' as const, 'closed' as const, 'open' as const),
      }),
    ),
  ),
  ([one, settings]) => `set ${one} ${JSON.stringify(settings)}`,
  async ({ world }, [one, settings]) => {
    const name = at(world.names, one);
    if (world.account(name)) await world.set(name, settings);
  },
);

export const observing = step(
  fc.tuple(which, fc.boolean()),
  ([one, observes]) => `observe ${one} ${observes}`,
  ({ world }, [one, observes]) => world.observe(at(world.names, one), observes),
);

export const clearing = step(
  which,
  (one) => `clear ${one}`,
  async ({ world }, one) => {
    const name = at(world.names, one);
    if (world.account(name)) await world.clear(name);
  },
);

export const including = step(
  fc.tuple(which, fc.nat(1)),
  ([one, list]) => `include ${one} ${list}`,
  ({ world }, [one, list]) => world.toggleInclusion(at(world.names, one), at(world.lists, list)),
);

export const listing = step(
  fc.tuple(fc.nat(1), value, lifeMs),
  ([list, text, life]) => `list ${list} ${text} ${life}`,
  ({ world }, [list, text, life]) => world.toggleListEntry(at(world.lists, list), text, life),
);

export const delisting = step(
  fc.nat(1),
  (list) => `make or delete list ${list}`,
  ({ world }, list) => world.makeOrDeleteList(at(world.lists, list)),
);

export const revoking = step(
  fc.constant(0),
  () => 'revoke the token',
  ({ world, token }) => world.revoke(token.id),
);

export const renewing = step(
  fc.constantFrom(true, true, false),
  (copies) => `a new token ${copies ? 'with' : 'without'} copies`,
  async (scene, copies) => {
    scene.token = await scene.world.issue(copies);
    await scene.agent.useToken(scene.token.token);
  },
);

/** When all is well, every change is in the copies soon: nothing is left out of the feed. */
export const agreeing = step(
  fc.constant(0),
  () => 'all changes are told',
  async (scene) => {
    const { world, agent } = scene;
    world.worker.front.faults = WELL;
    if (world.worker.route === 'older') world.worker.route = 'newer';
    scene.token = await world.issue(true);
    await agent.useToken(scene.token.token);
    await vi.waitFor(async () => {
      await agent.pass(11 * SECOND_MS);
      if (agent.faults.length > 0) return;
      for (const name of world.names) {
        const told = agent.hearings[0]?.heard.names.get(name);
        // The front has said of it that it can't be read. The Worker knows nothing of that, and does not name it again.
        if (told?.isUnreadable) continue;
        const history = world.book.account(name);
        const states =
          told?.state === 'live' ? history.between(told.from, told.until) : [undefined];
        expect(states).toEqual([history.now]);
      }
    }, SOON);
  },
);
