/** Runs `npm run bench`: it measures everything, or the benches that are named, and writes down the results. */

import { pinClient } from './cores.ts';
import { describeFigure } from './describe-figure.ts';
import type { Bench } from './figure.ts';
import { keepOutcome } from './results.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  intervals: async () => (await import('./intervals.ts')).intervals,
  memory: async () => (await import('./memory.ts')).memory,
  'side-by-side': async () => (await import('./side-by-side.ts')).sideBySide,
  check: async () => (await import('./check.ts')).check,
  start: async () => (await import('./start.ts')).start,
  activity: async () => (await import('./activity.ts')).activity,
  extension: async () => (await import('./extension.ts')).extension,
  denial: async () => (await import('./denial.ts')).denial,
  lists: async () => (await import('./lists.ts')).lists,
  'read-lists': async () => (await import('./read-lists.ts')).readLists,
  agent: async () => (await import('./agent.ts')).agent,
};

const names = process.argv.slice(2);
const unknown = names.filter((name) => !BENCHES[name]);
if (unknown.length > 0) {
  say(`No bench is called ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}.`);
  process.exit(2);
}
pinClient();
let missed = 0;
for (const [name, load] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const bench = await load();
  say(`\n${bench.title}`);
  const startedAt = performance.now();
  const figures = await bench.measure((line) => say(`  … ${line}`));
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  for (const figure of figures) {
    const { text, reached } = describeFigure(figure);
    if (reached === false) missed++;
    say(`  ${text}`);
  }
  keepOutcome(name, { title: bench.title, method: bench.method, figures, seconds });
}
say(`\n${missed === 0 ? 'Every target is reached.' : `Targets missed: ${missed}.`}`);
say('bench/results.md and bench/results.svg are written.');

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
