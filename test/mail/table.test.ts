import { describe } from 'vitest';
import { COLUMNS } from './columns.ts';
import { describeTable, openDirectly } from './describe-table.ts';

const TITLE = 'mail servers that ask the Worker';

describe(TITLE, () => describeTable(TITLE, COLUMNS, openDirectly));
