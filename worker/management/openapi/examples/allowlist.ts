import type * as api from '../../../../shared/api.ts';
import { type CallExamples, json } from './call-examples.ts';
import {
  ACCOUNT,
  AT,
  DELETED_ID,
  DESK,
  ENTRY,
  ENTRY_ID,
  LATER,
  LIST,
  OPERATOR,
  SEGMENT,
  SIZE,
} from './scene.ts';

const allowlist: api.Allowlist = {
  account: ACCOUNT,
  mode: 'enforce',
  suspended: false,
  revision: 7,
  ...SIZE,
  lists: [LIST],
  entries: [ENTRY, SEGMENT],
};

const unchanged: api.Change = {
  mode: 'enforce',
  revision: 8,
  ...SIZE,
  lists: [LIST],
  added: [],
  updated: [],
  removed: [],
  warnings: [],
};

const notListed: api.Change['warnings'][number] = {
  code: 'own-address-not-listed',
  message: 'The list does not cover 198.51.100.4, the address you come from.',
  value: '198.51.100.4',
};

const off: api.Change = {
  ...unchanged,
  mode: 'off',
  count: 0,
  lists: [],
  removed: [ENTRY, SEGMENT],
  warnings: [
    {
      code: 'allowlist-off',
      message: 'The allowlist is off: any address can send with the password alone.',
    },
  ],
};

const included: api.IncludedList[] = [
  { list: LIST, revision: 3, count: 1, expired: 0, limit: 100, entries: [SEGMENT] },
  { list: 'vpn', gone: true },
  { list: 'branch', unreadable: true },
];

const history: api.HistoryPage = {
  events: [
    {
      revision: 2,
      at: AT,
      action: 'entries-added',
      by: DESK,
      before: { mode: 'off' },
      after: { mode: 'enforce' },
      added: [ENTRY],
      updated: [],
      removed: [],
    },
    {
      revision: 1,
      at: AT,
      action: 'account-created',
      by: OPERATOR,
      before: {},
      after: { limit: 10, consistency: 'default', failMode: 'default', suspended: false, note: '' },
      added: [],
      updated: [],
      removed: [],
    },
  ],
  cursor: null,
};

const exported: api.AllowlistExport = {
  ...allowlist,
  lists: [],
  admits: 'listed',
  segments: ['203.0.113.7/32', '2001:db8:1::/64'],
};

const CSV = [
  'id,format,value,remark,createdAt,createdBy,expiresAt,expired,list',
  `${ENTRY.id},address,203.0.113.7,Mail server,${AT},Help desk,,false,`,
  `${SEGMENT.id},segment,2001:db8:1::/64,Office,${AT},Help desk,${LATER},false,`,
];

const HOSTLIST = [
  `# Sendgate: the allowlist of ${ACCOUNT} at revision 7`,
  '# Only these addresses may send.',
  ...exported.segments,
];

export const addition = {
  format: 'address',
  values: ['203.0.113.9'],
  remark: 'Second mail server',
};

export const ALLOWLIST_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  readAllowlist: { answers: json(200, { allowlist }) },
  setMode: {
    body: {
      observe: { mode: 'observe' },
      pause: { mode: 'observe', expiresInSeconds: 3_600 },
      pauseUntil: { mode: 'observe', expiresAt: '2199-01-01T00:00:00Z' },
      enforce: { mode: 'enforce' },
    },
    answers: json(200, {
      observing: { ...unchanged, mode: 'observe', warnings: [notListed] },
      paused: { ...unchanged, mode: 'observe', observesUntil: LATER, warnings: [notListed] },
    }),
  },
  disableAllowlist: { answers: json(200, { off }) },
  addEntries: {
    body: {
      address: addition,
      segments: {
        format: 'segment',
        values: ['203.0.113.0/24', '2001:db8:1::/64'],
        expiresInSeconds: 86_400,
      },
      range: {
        format: 'range',
        values: ['203.0.113.10-203.0.113.20'],
        expiresAt: '2199-01-01T00:00:00Z',
        mode: 'observe',
      },
      ownAddress: { current: true, remark: 'Where I am now' },
      ownSegment: { current: true, prefixLength: 24 },
    },
    answers: json(201, { added: { ...unchanged, added: [SEGMENT], warnings: [notListed] } }),
  },
  editEntry: {
    body: {
      remark: { remark: 'Mail server' },
      expiry: { expiresAt: '2199-01-01T00:00:00Z' },
      forever: { expiresAt: null },
    },
    answers: json(200, { edited: { ...unchanged, updated: [ENTRY], warnings: [notListed] } }),
  },
  editEntries: {
    body: {
      remark: { entries: [ENTRY_ID], remark: 'Mail server' },
      expiry: { entries: [ENTRY_ID], expiresAt: '2199-01-01T00:00:00Z' },
      forever: { entries: [ENTRY_ID], expiresAt: null },
    },
    answers: json(200, { edited: { ...unchanged, updated: [ENTRY], warnings: [notListed] } }),
  },
  deleteEntries: {
    body: { entries: { entries: [ENTRY_ID] } },
    answers: json(200, { deleted: off }),
  },
  deleteEntry: {
    answers: json(200, {
      deleted: { ...unchanged, count: 1, removed: [ENTRY], warnings: [notListed] },
    }),
  },
  importEntries: {
    body: {
      entries: {
        entries: [
          { format: 'address', value: '203.0.113.9', remark: 'Second mail server' },
          { format: 'segment', value: '2001:db8:1::/64', expiresAt: '2199-01-01T00:00:00Z' },
        ],
        mode: 'observe',
      },
      export: exported,
      empty: { account: ACCOUNT, mode: 'off', entries: [] },
    },
    answers: json(201, { added: { ...unchanged, added: [SEGMENT], warnings: [notListed] } }),
  },
  replaceEntries: {
    body: { replacement: { remove: [ENTRY_ID], add: addition } },
    answers: json(200, {
      replaced: {
        ...unchanged,
        added: [SEGMENT],
        removed: [{ ...ENTRY, expiresAt: LATER }],
        warnings: [notListed],
      },
    }),
  },
  restoreAllowlist: {
    body: { revision: { revision: 2 }, entries: { entries: [DELETED_ID] } },
    answers: json(200, { restored: { ...unchanged, added: [ENTRY], warnings: [notListed] } }),
  },
  readIncludedLists: { answers: json(200, { lists: { lists: included } }) },
  attachList: {
    body: { enforcing: {}, observing: { mode: 'observe' } },
    answers: json(200, { attached: { ...unchanged, warnings: [notListed] } }),
  },
  detachList: {
    answers: json(200, { detached: { ...unchanged, lists: [], warnings: [notListed] } }),
  },
  readHistory: { answers: json(200, { page: history }) },
  exportAllowlist: {
    answers: {
      200: {
        'application/json': { json: exported },
        'text/plain': { 'exim-hostlist': HOSTLIST.map((line) => `${line}\n`).join('') },
        'text/csv': { csv: CSV.map((line) => `${line}\r\n`).join('') },
      },
    },
  },
};
