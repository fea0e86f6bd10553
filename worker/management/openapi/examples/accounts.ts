import type * as api from '../../../../shared/api.ts';
import { type CallExamples, json } from './call-examples.ts';
import { ACCOUNT, AT, SIZE } from './scene.ts';

const made: api.Account = {
  account: ACCOUNT,
  mode: 'off',
  revision: 1,
  count: 0,
  expired: 0,
  limit: 10,
  consistency: 'default',
  suspended: false,
  note: 'Contract 4711',
  createdAt: AT,
  publishedRevision: null,
  unpublishedSince: AT,
  lastCheckAt: null,
  alerts: 0,
};

const enforcing: api.Account = {
  ...made,
  ...SIZE,
  mode: 'enforce',
  revision: 7,
  publishedRevision: 7,
  unpublishedSince: null,
  lastCheckAt: AT,
};

const page: api.AccountPage = {
  accounts: [enforcing, { account: 'unreachable@example.com', unreadable: true }],
  cursor: null,
  total: 2,
};

export const ACCOUNT_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  createAccount: {
    body: {
      account: { account: ACCOUNT },
      settings: { account: ACCOUNT, limit: 10, consistency: 'default', note: 'Contract 4711' },
    },
    answers: json(201, { made }),
  },
  listAccounts: { answers: json(200, { page }) },
  readAccount: { answers: json(200, { account: enforcing }) },
  changeAccount: {
    body: {
      limit: { limit: 20 },
      strict: { consistency: 'strict' },
      note: { note: 'Contract 4711' },
      suspended: { suspended: true },
    },
    answers: json(200, { suspended: { ...enforcing, suspended: true } }),
  },
};
