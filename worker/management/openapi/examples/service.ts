import type * as api from '../../../../shared/api.ts';
import { PROMETHEUS_TEXT } from '../../../../shared/prometheus-text.ts';
import { type CallExamples, json } from './call-examples.ts';
import { ACCOUNT, AT, DESK, ENTRY_ID, ENTRY_NAME, LIST, OPERATOR } from './scene.ts';

const allow: api.Decision = {
  verdict: 'allow',
  reason: 'listed',
  mode: 'enforce',
  account: ACCOUNT,
  decidedBy: ACCOUNT,
  address: '203.0.113.7',
  entry: { ...ENTRY_NAME, list: null },
  revision: 7,
};

const deny: api.Decision = {
  ...allow,
  verdict: 'deny',
  reason: 'not-listed',
  address: '198.51.100.66',
  entry: null,
};

/** The list of an account that is on, with no entry that can be read. */
const COPY =
  'U0RHNAEAAACBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAeyJhY2NvdW50Ijoic2VuZGVyQGV4YW1wbGUuY29tIn0=';

const feed: api.Feed = {
  full: true,
  accounts: [
    { account: ACCOUNT, version: 7, copy: COPY },
    { account: 'former@example.com', version: 9, deleted: true },
    { account: 'other@example.com', unreadable: true },
  ],
  lists: [
    { list: LIST, version: 3, copy: COPY },
    { list: 'former', version: 4, deleted: true },
    { list: 'other', unreadable: true },
  ],
  cursor: '5d41402abc4b2a76.1042',
  more: false,
  at: AT,
  deployment: { failMode: 'closed', unknownAccounts: 'deny', dovecotRefusalMessage: '' },
};

const seen = { firstSeenAt: AT, lastSeenAt: AT, observed: 0, passwordWasRight: true };

const events: api.DeploymentEventPage = {
  events: [
    {
      id: '33',
      at: AT,
      kind: 'account-created',
      account: ACCOUNT,
      list: null,
      by: OPERATOR,
      before: {},
      after: { limit: 10, consistency: 'default', failMode: 'default', suspended: false, note: '' },
    },
  ],
  cursor: null,
};

const METRICS = `# HELP sendgate_accounts Accounts that are provisioned.
# TYPE sendgate_accounts gauge
sendgate_accounts 34
`;

export const SERVICE_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  readCallerAddress: {
    answers: json(200, {
      ipv4: { address: '203.0.113.7', family: 4 },
      ipv6: { address: '2001:db8::7', family: 6 },
    }),
  },
  readSession: {
    answers: json(200, {
      operator: { role: 'operator', account: null, list: null, ...OPERATOR, expiresAt: null },
      manager: { role: 'manager', account: ACCOUNT, list: null, ...DESK, expiresAt: null },
      listManager: { role: 'manager', account: null, list: LIST, ...DESK, expiresAt: null },
    }),
  },
  checkBatch: {
    body: {
      checks: {
        checks: [
          { account: ACCOUNT, address: '203.0.113.7' },
          { account: ACCOUNT, address: '198.51.100.66' },
        ],
      },
    },
    answers: json(200, { decisions: { decisions: [allow, deny] } }),
  },
  readFeed: { answers: json(200, { whole: feed }) },
  tellObservations: {
    body: {
      afterAnOutage: {
        accounts: [
          {
            account: ACCOUNT,
            id: '5f0c2a7d9e1b4c3d8a6f0b2e4d7c9a11',
            senders: [
              { ...seen, address: '203.0.113.7', allowed: 3, refused: 0, entryId: ENTRY_ID },
              { ...seen, address: '198.51.100.66', allowed: 0, refused: 2, entryId: null },
            ],
            leaks: [{ address: '198.51.100.66', at: AT, count: 2 }],
            others: { allowed: 0, refused: 0, observed: 0 },
          },
        ],
      },
    },
    answers: json(200, {
      recorded: { recorded: 1, unrecorded: [] },
      partly: { recorded: 0, unrecorded: [ACCOUNT] },
    }),
  },
  readEvents: { answers: json(200, { page: events }) },
  readMetrics: { answers: { 200: { [PROMETHEUS_TEXT]: { metrics: METRICS } } } },
};
