import type * as api from '../../../../shared/api.ts';
import { addition } from './allowlist.ts';
import { type CallExamples, json } from './call-examples.ts';
import { AT, DELETED_ID, ENTRY_ID, ENTRY_NAME, RELAY } from './scene.ts';

export const allowed: api.Sender = {
  login: null,
  address: '203.0.113.7',
  firstSeenAt: AT,
  lastSeenAt: AT,
  allowed: 120,
  refused: 0,
  observed: 0,
  verdict: 'allow',
  entry: ENTRY_NAME,
  server: RELAY,
  passwordWasRight: true,
};

const refused: api.Sender = {
  ...allowed,
  address: '198.51.100.66',
  allowed: 0,
  refused: 3,
  verdict: 'deny',
  entry: null,
};

const senders: api.SenderList = {
  senders: [allowed, refused],
  entries: [{ id: ENTRY_ID, uses: 120, lastUsedAt: AT }],
  days: [{ day: '2030-01-31', allowed: 120, refused: 3, observed: 0 }],
};

const preview: api.Preview = {
  mode: 'off',
  revision: 7,
  count: 0,
  expired: 0,
  limit: 10,
  lists: [],
  warnings: [
    {
      code: 'allowlist-off',
      message: 'The allowlist is off: any address can send with the password alone.',
    },
  ],
  senders: 2,
  cutOff: [],
  letIn: [refused],
  observed: [],
  caller: { address: '198.51.100.4', before: 'deny', after: 'allow' },
};

export const SENDER_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  readSenders: { answers: json(200, { senders }) },
  previewChange: {
    body: {
      add: { add: addition },
      addOwnAddress: { add: { current: true } },
      import: { import: { entries: [{ format: 'address', value: '203.0.113.9' }] } },
      replace: { replace: { remove: [ENTRY_ID], add: addition } },
      delete: { delete: ENTRY_ID },
      deleteEntries: { deleteEntries: { entries: [ENTRY_ID] } },
      editEntries: { editEntries: { entries: [ENTRY_ID], expiresAt: null } },
      disable: { disable: true },
      mode: { mode: 'observe' },
      restoreRevision: { restore: { revision: 2 } },
      restoreEntries: { restore: { entries: [DELETED_ID] } },
    },
    answers: json(200, { preview }),
  },
};
