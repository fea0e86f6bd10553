import { afterAll, beforeAll } from 'vitest';
import { CASES } from './cases.ts';
import { ASKERS, COLUMNS } from './columns.ts';
import { describeServers } from './describe-servers.ts';
import { DOMAIN_CASES } from './domain-cases.ts';
import { LIST_CASES } from './list-cases.ts';
import { ResultTable } from './result-table.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import { testColumn } from './test-column.ts';

const HOOK_MS = 60_000;

const table = new ResultTable(COLUMNS.map(({ name }) => name));
let started: Surroundings | undefined;

beforeAll(async () => {
  started = await startSurroundings();
}, HOOK_MS);

afterAll(async () => {
  process.stdout.write(`\n${table}\n\n`);
  await started?.[Symbol.asyncDispose]();
}, HOOK_MS);

for (const column of COLUMNS)
  describeServers(column.name, column.obstacle, () => {
    // Which account and which list decide is no matter of the way to reach policyd.
    const cases = ASKERS.includes(column) ? [...CASES, ...DOMAIN_CASES, ...LIST_CASES] : CASES;
    testColumn(column, cases, surroundings, (row, codes) => table.note(row, column.name, codes));
  });

function surroundings(): Surroundings {
  if (!started) throw new Error('nothing has started');
  return started;
}
