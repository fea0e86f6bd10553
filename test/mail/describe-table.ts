/** Describes the mail table: a row for each case, a column for each server. */
import { afterAll, beforeAll } from 'vitest';
import { CASES } from './cases.ts';
import type { Column } from './columns.ts';
import { describeServers } from './describe-servers.ts';
import { DOMAIN_CASES } from './domain-cases.ts';
import { LIST_CASES } from './list-cases.ts';
import { ResultTable } from './result-table.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import { type ColumnTests, type Servers, testColumns } from './test-columns.ts';
import { DIRECTLY, type Way } from './way.ts';

const HOOK_MS = 60_000;

/** What is there while the table is tested. */
export interface Table<AnyWay extends Way, AnyColumn extends Column> {
  readonly surroundings: () => Surroundings;
  readonly way: () => AnyWay;
  /** The columns whose servers can be started here. */
  readonly columns: readonly AnyColumn[];
  readonly serverOf: Servers;
  /** Puts the codes of a row into the table that is printed. */
  readonly note: NonNullable<ColumnTests['note']>;
}

/** `open` opens the way. `more` has further tests with the same servers. */
export function describeTable<AnyWay extends Way, AnyColumn extends Column>(
  title: string,
  all: readonly AnyColumn[],
  open: (surroundings: Surroundings) => Promise<AnyWay>,
  more: (table: Table<AnyWay, AnyColumn>) => void = () => {},
): void {
  const results = new ResultTable(all.map(({ name }) => name));
  const starting = new AsyncDisposableStack();
  let started: { surroundings: Surroundings; way: AnyWay } | undefined;
  const expectStarted = () => {
    if (!started) throw new Error('nothing has started');
    return started;
  };

  beforeAll(async () => {
    const surroundings = starting.use(await startSurroundings());
    const way = await open(surroundings);
    starting.defer(() => way.close());
    started = { surroundings, way };
  }, HOOK_MS);
  afterAll(async () => {
    process.stdout.write(`\n${title}\n${results}\n\n`);
    await starting.disposeAsync();
  }, HOOK_MS);

  for (const { name, obstacle } of all)
    if (obstacle !== undefined) describeServers(name, obstacle, () => {});
  const columns = all.filter(({ obstacle }) => obstacle === undefined);
  if (columns.length === 0) return;
  const surroundings = () => expectStarted().surroundings;
  const way = () => expectStarted().way;
  const note: Table<AnyWay, AnyColumn>['note'] = (row, column, codes) =>
    results.note(row, column, codes);
  const cases = [...CASES, ...DOMAIN_CASES, ...LIST_CASES];
  const serverOf = testColumns(columns, cases, { surroundings, way, note });
  more({ surroundings, way, columns, serverOf, note });
}

export const openDirectly = async () => DIRECTLY;
