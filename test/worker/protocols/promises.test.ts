import { PROTOCOLS } from '../../../worker/protocols/protocol-table.ts';
import { describeTable } from './describe-promises.ts';
import { WAYS_TO_ASK } from './ways-to-ask.ts';

describeTable(WAYS_TO_ASK, PROTOCOLS);
