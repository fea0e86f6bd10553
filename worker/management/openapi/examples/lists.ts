import type * as api from '../../../../shared/api.ts';
import { ALLOWLIST_EXAMPLES } from './allowlist.ts';
import { type CallExamples, json } from './call-examples.ts';
import { ACCOUNT, AT, DESK, ENTRY, LATER, LIST, OPERATOR, SEGMENT } from './scene.ts';
import { allowed } from './senders.ts';
import { TOKEN_EXAMPLES } from './tokens.ts';

const SIZE = { count: 2, expired: 0, limit: 100 };

const made: api.SharedList = {
  list: LIST,
  count: 0,
  expired: 0,
  limit: 100,
  revision: 1,
  accounts: 0,
  note: 'Berlin',
  createdAt: AT,
  publishedRevision: null,
  unpublishedSince: AT,
};

const used: api.SharedList = {
  ...made,
  ...SIZE,
  revision: 7,
  accounts: 12,
  publishedRevision: 7,
  unpublishedSince: null,
};

const page: api.SharedListPage = {
  lists: [used, { list: 'vpn', unreadable: true }],
  cursor: null,
  total: 2,
};

const allowlist: api.SharedAllowlist = {
  list: LIST,
  revision: 7,
  ...SIZE,
  entries: [ENTRY, SEGMENT],
};

const unchanged: api.SharedChange = {
  revision: 8,
  ...SIZE,
  added: [],
  updated: [],
  removed: [],
  warnings: [],
};

const emptied = { count: 0, expired: 0, limit: 100 };

const left: api.SharedChange['warnings'][number] = {
  code: 'nobody-allowed',
  message: `Nobody can send for ${ACCOUNT} any more: it has no live entry of its own, and no other list lets anyone in.`,
  value: ACCOUNT,
};

const preview: api.SharedPreview = {
  list: LIST,
  revision: 7,
  ...emptied,
  warnings: [],
  accounts: { total: 12 },
  affected: [
    {
      account: ACCOUNT,
      mode: 'enforce',
      cutOff: [allowed],
      letIn: [],
      nobodyAllowed: true,
      turnedOff: false,
    },
  ],
  unreadable: ['unreachable@example.com'],
  cursor: null,
};

const history: api.HistoryPage = {
  events: [
    {
      revision: 2,
      at: AT,
      action: 'entries-added',
      by: DESK,
      before: {},
      after: {},
      added: [ENTRY],
      updated: [],
      removed: [],
    },
    {
      revision: 1,
      at: AT,
      action: 'list-created',
      by: OPERATOR,
      before: {},
      after: { limit: 100, note: '' },
      added: [],
      updated: [],
      removed: [],
    },
  ],
  cursor: null,
};

const exported: api.SharedListExport = {
  ...allowlist,
  admits: 'listed',
  segments: ['203.0.113.7/32', '2001:db8:1::/64'],
};

const HOSTLIST = [
  `# Sendgate: the shared list ${LIST} at revision 7`,
  '# Only these addresses may send.',
  ...exported.segments,
];

const CSV = [
  'id,format,value,remark,createdAt,createdBy,expiresAt,expired',
  `${ENTRY.id},address,203.0.113.7,Mail server,${AT},Help desk,,false`,
  `${SEGMENT.id},segment,2001:db8:1::/64,Office,${AT},Help desk,${LATER},false`,
];

/** The bodies of the same call of an account. One that says how the list begins is not for a shared list. */
function bodiesOf(call: string): Pick<CallExamples, 'body'> {
  const { body = {} } = ALLOWLIST_EXAMPLES[call] ?? {};
  return { body };
}

const token: api.IssuedToken = {
  id: DESK.tokenId,
  role: 'viewer',
  name: DESK.name,
  createdAt: AT,
  expiresAt: null,
  token: `sgl_${'0'.repeat(64)}_${DESK.tokenId}_an-example-of-a-secret-which-opens-nothing-`,
};

export const LIST_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  createList: {
    body: { list: { list: LIST }, settings: { list: LIST, limit: 500, note: 'Berlin' } },
    answers: json(201, { made }),
  },
  listLists: { answers: json(200, { page }) },
  readList: { answers: json(200, { list: used }) },
  changeList: {
    body: { limit: { limit: 500 }, note: { note: 'Berlin' } },
    answers: json(200, { changed: { ...used, limit: 500 } }),
  },
  listIncludingAccounts: {
    answers: json(200, { page: { accounts: [ACCOUNT], cursor: null, total: 1 } }),
  },
  readSharedAllowlist: { answers: json(200, { allowlist }) },
  addSharedEntries: {
    ...bodiesOf('addEntries'),
    answers: json(201, { added: { ...unchanged, added: [SEGMENT] } }),
  },
  editSharedEntry: {
    ...bodiesOf('editEntry'),
    answers: json(200, { edited: { ...unchanged, updated: [ENTRY] } }),
  },
  editSharedEntries: {
    ...bodiesOf('editEntries'),
    answers: json(200, { edited: { ...unchanged, updated: [ENTRY] } }),
  },
  deleteSharedEntry: { answers: json(200, { deleted: { ...unchanged, removed: [ENTRY] } }) },
  deleteSharedEntries: {
    ...bodiesOf('deleteEntries'),
    answers: json(200, { deleted: { ...unchanged, removed: [ENTRY] } }),
  },
  importSharedEntries: {
    body: { entries: { entries: [{ format: 'address', value: '203.0.113.9', remark: 'Router' }] } },
    answers: json(201, { added: { ...unchanged, added: [ENTRY] } }),
  },
  replaceSharedEntries: {
    ...bodiesOf('replaceEntries'),
    answers: json(200, { replaced: { ...unchanged, added: [SEGMENT], removed: [ENTRY] } }),
  },
  restoreSharedAllowlist: {
    ...bodiesOf('restoreAllowlist'),
    answers: json(200, { restored: { ...unchanged, added: [ENTRY] } }),
  },
  clearSharedAllowlist: {
    answers: json(200, {
      cleared: { ...unchanged, ...emptied, removed: [ENTRY], warnings: [left] },
    }),
  },
  previewSharedChange: {
    body: {
      add: { add: { format: 'address', values: ['203.0.113.9'] } },
      clear: { clear: true },
      deleteList: { deleteList: true },
    },
    answers: json(200, { preview }),
  },
  deleteList: { answers: json(200, { detached: { detached: [ACCOUNT], leftWithNothing: [] } }) },
  readSharedHistory: { answers: json(200, { page: history }) },
  exportSharedAllowlist: {
    answers: {
      200: {
        'application/json': { json: exported },
        'text/plain': { 'exim-hostlist': HOSTLIST.map((line) => `${line}\n`).join('') },
        'text/csv': { csv: CSV.map((line) => `${line}\r\n`).join('') },
      },
    },
  },
  issueListToken: {
    body: { viewer: { role: 'viewer', name: DESK.name } },
    answers: json(201, { viewer: token }),
  },
  listListTokens: { ...TOKEN_EXAMPLES.listTokens },
  revokeListToken: { ...TOKEN_EXAMPLES.revokeToken },
};
