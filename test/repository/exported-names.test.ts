import { expect, it } from 'vitest';
import { type SourceFile, sourceFiles } from './source-files.ts';

const SHIPPED = /^(?:deploy|extension|integrations|local|shared|worker)\//;
/**
 * The schemas in this file have the names of the things they describe: `api.Entry` is an entry as
 * it is sent.
 */
const SCHEMAS = 'shared/api.ts';

const DECLARATION =
  /^(?<exported>export )?(?:async )?(?:function\*?|interface|type|class) (?<name>\w+)/gm;
const ARROW = /^(?<exported>export )?const (?<name>\w+)(?:: [^=\n]+)? = (?:async )?(?:\(|\w+ =>)/gm;

interface Declared {
  readonly path: string;
  readonly name: string;
  readonly exported: boolean;
}

/** The functions and types of a file, without those inside of other functions. */
function declaredIn({ path, text }: SourceFile): Declared[] {
  const found = [...text.matchAll(DECLARATION), ...text.matchAll(ARROW)];
  const all = found.map(({ groups }) => ({
    path,
    name: groups?.name ?? '',
    exported: groups?.exported !== undefined,
  }));
  // Overloads count as one function.
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

it('no function or type has the name of one that another file exports', () => {
  const files = sourceFiles().filter(({ path }) => SHIPPED.test(path) && path !== SCHEMAS);
  const declared = files.flatMap(declaredIn);
  expect(declared.length).toBeGreaterThan(1_000);
  const byName = Map.groupBy(declared, ({ name }) => name);
  const shared = [...byName].filter(
    ([, all]) => all.length > 1 && all.some(({ exported }) => exported),
  );
  expect(shared.map(([name, all]) => [name, ...all.map(({ path }) => path)])).toEqual([]);
});
