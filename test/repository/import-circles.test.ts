import { describe, expect, it } from 'vitest';
import { isBindingType } from './binding-types.ts';
import { importCircles } from './import-circles.ts';
import { importsOf, sourceFiles } from './source-files.ts';

const REALMS = [
  'bench',
  'deploy',
  'extension',
  'integrations',
  'local',
  'shared',
  'test',
  'worker',
];

const link = (from: string, to: string) => ({ from, to });

describe('import circles', () => {
  it(`there is none among the files of ${REALMS.join(' and ')}, not even of types`, () => {
    const imports = sourceFiles()
      .filter(({ path }) => REALMS.some((realm) => path.startsWith(`${realm}/`)))
      .flatMap(importsOf)
      .filter((statement) => !isBindingType(statement));
    expect(imports.length).toBeGreaterThan(100);
    expect(importCircles(imports)).toEqual([]);
  });

  it('are found, each with all its files, wherever one begins to look', () => {
    const chain = [link('a', 'b'), link('b', 'c'), link('a', 'c')];
    const circle = [link('c', 'd'), link('d', 'e'), link('e', 'c'), link('e', 'f')];
    const pair = [link('x', 'y'), link('y', 'x'), link('x', 'a')];
    expect(importCircles(chain)).toEqual([]);
    expect(importCircles([...chain, ...circle])).toEqual([['c', 'd', 'e']]);
    const all = [...pair, ...chain, ...circle];
    expect(importCircles(all).sort()).toEqual([
      ['c', 'd', 'e'],
      ['x', 'y'],
    ]);
    expect(importCircles(all.toReversed()).sort()).toEqual(importCircles(all).sort());
  });
});
