/** The packaged agent brings whatever it uses that is newer than Node 18. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bundleAgent } from '../../../agent/packaging/bundle-agent.ts';
import { ROOT } from '../../repository/source-files.ts';

/** Methods with a common word as their name are left out. The tests on Node 18 are for those. */
const METHODS_OF_VALUES = [
  'isDisjointFrom',
  'isSubsetOf',
  'isSupersetOf',
  'isWellFormed',
  'setFromBase64',
  'setFromHex',
  'symmetricDifference',
  'timingSafeEqual',
  'toBase64',
  'toHex',
  'toReversed',
  'toSorted',
  'toSpliced',
  'toWellFormed',
  'transferToFixedLength',
  'with',
];
const MEMBERS_OF_GLOBALS = [
  'AbortSignal.any',
  'Array.fromAsync',
  'Atomics.waitAsync',
  'Error.isError',
  'Iterator.from',
  'Map.groupBy',
  'Math.f16round',
  'Math.sumPrecise',
  'Object.groupBy',
  'Promise.try',
  'Promise.withResolvers',
  'RegExp.escape',
  'URL.parse',
  'Uint8Array.fromBase64',
  'Uint8Array.fromHex',
  'process.getBuiltinModule',
  'import.meta.dirname',
  'import.meta.filename',
];
const GLOBALS = ['crypto', 'navigator', 'File', 'WebSocket', 'CustomEvent', 'CloseEvent'];

const BRINGING = 'agent/packaging/missing-in-node-18.ts';

it('all that the bundle uses', async () => {
  const { text } = await bundleAgent();
  const [before = '', bringing = ''] = text.split(`// ${BRINGING}\n`);
  expect(bringing).not.toBe('');
  // esbuild names the file of each part.
  const code = before + bringing.slice(bringing.search(/^\/\/ \S+\.(?:mjs|js|ts)$/m));
  const used = [
    ...METHODS_OF_VALUES.filter((name) => new RegExp(`\\.${name}\\(`).test(code)),
    ...MEMBERS_OF_GLOBALS.filter((name) => code.includes(name)).map(lastNameOf),
    ...GLOBALS.filter((name) => new RegExp(`(?<![.\\w"'/$])${name}[.(]`).test(code)),
  ];
  expect(used.length).toBeGreaterThan(0);
  const brought = [
    ...readFileSync(join(ROOT, BRINGING), 'utf8').matchAll(/^bring\(\S+, '(\w+)'/gm),
  ];
  const names = brought.map(([, name]) => name);
  expect(names.length).toBeGreaterThan(5);
  expect(used.filter((name) => !names.includes(name))).toEqual([]);
  // Flags and syntax that no library can bring.
  expect(code).not.toMatch(/\/[dgimsuy]*v[dgimsuy]*[,;).]|new RegExp\([^)]*"v"\)/);
});

function lastNameOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
