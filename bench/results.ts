/**
 * Keeps the last results of each bench in results.json, and shows them in results.md and results.svg. A bench
 * that runs alone replaces only its own part.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawChart } from './chart.ts';
import { describeFigure } from './describe-figure.ts';
import { describeMachine, describeVersions } from './machine.ts';
import type { BenchOutcome, KeptOutcome } from './outcome.ts';

const fileOf = (name: string) => join(import.meta.dirname, name);

export function keepOutcome(name: string, outcome: BenchOutcome): void {
  const kept: Record<string, KeptOutcome> = existsSync(fileOf('results.json'))
    ? JSON.parse(readFileSync(fileOf('results.json'), 'utf8'))
    : {};
  const measuredOn = new Date().toISOString().slice(0, 10);
  const machine = describeMachine();
  kept[name] = { ...outcome, measuredOn, machine, versions: describeVersions() };
  const sorted = Object.fromEntries(Object.entries(kept).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(fileOf('results.json'), `${JSON.stringify(sorted, null, 2)}\n`);
  writeFileSync(fileOf('results.md'), writeResults(sorted));
  writeFileSync(fileOf('results.svg'), drawChart(Object.values(sorted)));
}

export function writeResults(outcomes: Readonly<Record<string, KeptOutcome>>): string {
  const described = Object.values(outcomes).flatMap(({ figures }) => figures.map(describeFigure));
  const missed = described.filter(({ reached }) => reached === false).length;
  const reached = described.filter((figure) => figure.reached === true).length;
  const sections = Object.entries(outcomes).map(([name, outcome]) => writeSection(name, outcome));
  return `# What \`npm run bench\` measured

Of ${reached + missed} targets ${reached} are reached and ${missed} missed. Values are medians; × is a ratio of two medians of one run.

![How far each figure is from its target](results.svg)

${sections.join('\n')}`;
}

function writeSection(name: string, outcome: KeptOutcome): string {
  const { title, method, figures, seconds, measuredOn, machine, versions } = outcome;
  const rows = figures.map((figure) => {
    const { value, target, reached } = describeFigure(figure);
    const verdict = reached === undefined ? '' : reached ? 'reached' : '**missed**';
    const what = figure.note ? `${figure.what} (${figure.note})` : figure.what;
    return `| ${what} | ${value} | ${target} | ${verdict} |`;
  });
  return `## ${title}

${method}

| what | measured | target | |
|---|---:|---:|---|
${rows.join('\n')}

\`npm run bench -- ${name}\`, ${seconds} s on ${measuredOn}: ${machine}. ${versions}.
`;
}
