/**
 * Two versions at once, as during a deployment, a gradual one or a rollback: the answer of a check
 * for each list.
 */
import { afterAll, describe, test } from 'vitest';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { Deployment, type Version } from './deployment.ts';
import { expectRight } from './expect-right.ts';
import { expectServers } from './expect-servers.ts';
import { expectTold } from './expect-told.ts';
import { makeVersions, type Versions } from './other-bundle.ts';
import { Scene } from './scene.ts';

const bundles = temporaryFolder();
afterAll(() => bundles[Symbol.dispose]());
const ALL = await makeVersions(bundles.path);
/** Only the kept releases beside this version. The later versions are made from this one. */
const RELEASES = ALL.filter(({ newer }) => newer.endsWith('current'));
const NEIGHBOURS = ALL.filter(({ areNeighbours }) => areNeighbours);

async function meet(versions: Versions, objects: Version) {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(temporaryFolder());
  const deployment = opened.use(await Deployment.start(versions, objects, folder));
  const owned = opened.move();
  const scene = new Scene(deployment);
  return { deployment, scene, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

describe.concurrent.each(ALL)('$name', (versions) => {
  test.each([
    ['new isolates over old objects', 'newer', 'older'],
    ['old isolates over new objects', 'older', 'newer'],
  ] as const)('%s: each change and each check comes out right', async (_, isolates, objects) => {
    await using met = await meet(versions, objects);
    const { scene } = met;
    for (const _phase of ['made', 'changed', 'changed again']) {
      await scene.change(isolates);
      await expectRight(scene, isolates);
    }
    await scene.published();
    // Asks an isolate of the objects' own version, which reads what they published.
    await expectRight(scene, objects);
  });

  test('a rollback after edits: the old version goes on with the lists of the new one', async () => {
    await using met = await meet(versions, 'newer');
    const { deployment, scene } = met;
    await scene.change('newer');
    await scene.published();
    await deployment.runObjects('older');
    await expectRight(scene, 'older');
    await scene.change('older');
    await expectRight(scene, 'older');
    await scene.published();
    await expectRight(scene, 'newer');
  });

  test('an upgrade after a rollback: the new version goes on with what the old one changed', async () => {
    await using met = await meet(versions, 'newer');
    const { deployment, scene } = met;
    await scene.change('newer');
    await deployment.runObjects('older');
    await scene.change('older');
    await scene.published();
    await deployment.runObjects('newer');
    await expectRight(scene, 'newer');
    await scene.change('newer');
    await expectRight(scene, 'newer');
    await scene.published();
    await expectRight(scene, 'older');
  });
});

describe.concurrent.each(RELEASES)('every call that changes a list: $name', (versions) => {
  test.each([
    ['new isolates over old objects', 'newer', 'older'],
    ['old isolates over new objects', 'older', 'newer'],
  ] as const)(
    '%s: each kind of change is understood, and R18: says whose own address is not listed',
    async (_, isolates, objects) => {
      await using met = await meet(versions, objects);
      await expectTold(met.deployment, isolates);
    },
  );

  test.each([
    // Objects of version 0.2.0 leave the names to their isolates; those of this version have given that up.
    ['new isolates over old objects', 'newer', 'older', ''],
    ['old isolates over new objects', 'older', 'newer', 'mx'],
  ] as const)(
    '%s: senders, alerts and a preview name the mail server that asked',
    async (_, isolates, objects, name) => {
      await using met = await meet(versions, objects);
      await expectServers(met.deployment, isolates, name);
    },
  );
});

describe.concurrent.each(NEIGHBOURS)('objects out of reach: $name', (versions) => {
  test.each(['older', 'newer'] as const)(
    'isolates of both decide from what objects of the %s one published',
    async (objects) => {
      await using met = await meet(versions, objects);
      const { deployment, scene } = met;
      await scene.change(objects);
      await scene.change(objects);
      await scene.published();
      await deployment.runObjects('none');
      await expectRight(scene, 'older', { outOfReach: true });
      await expectRight(scene, 'newer', { outOfReach: true });
    },
  );
});
