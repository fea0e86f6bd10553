import { describe } from 'vitest';
import { testOutage } from './agent-outage.ts';
import { AgentWay } from './agent-way.ts';
import { AGENT_COLUMNS } from './columns.ts';
import { describeTable } from './describe-table.ts';

const TITLE = 'mail servers that ask an agent';

describe(TITLE, () =>
  describeTable(TITLE, AGENT_COLUMNS, AgentWay.open, (table) =>
    describe('in an outage', () => testOutage(table)),
  ),
);
