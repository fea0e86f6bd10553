import type * as api from '../../../../shared/api.ts';
import { problem } from '../../../../shared/problem.ts';
import { problemDocument } from '../../../platform/problem-document.ts';
import { NDJSON } from '../../ndjson.ts';
import { type CallExamples, json } from './call-examples.ts';
import { ACCOUNT, AT, LIST, REQUEST_ID, SIZE } from './scene.ts';

const made: api.Account = {
  account: ACCOUNT,
  mode: 'off',
  revision: 1,
  count: 0,
  expired: 0,
  limit: 10,
  lists: [],
  consistency: 'default',
  failMode: 'default',
  suspended: false,
  note: 'Contract 4711',
  createdAt: AT,
  publishedRevision: null,
  unpublishedSince: AT,
  lastCheckAt: null,
  alerts: 0,
};

const taken = `The account ${ACCOUNT} exists already, with another limit: it stays as it is.`;
const otherLimit = problemDocument(
  problem('account-exists', taken, [
    { pointer: '/limit', value: '20', message: 'It is 10: change the account, or leave this out.' },
  ]),
  REQUEST_ID,
);

const enforcing: api.Account = {
  ...made,
  ...SIZE,
  mode: 'enforce',
  revision: 7,
  lists: [LIST],
  publishedRevision: 7,
  unpublishedSince: null,
  lastCheckAt: AT,
};

const lines: api.AccountLine[] = [
  { line: 1, status: 201, account: made },
  { line: 2, status: 200, account: enforcing },
  { line: 3, status: 409, problem: otherLimit },
];

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
      suspended: { account: ACCOUNT, suspended: true },
      off: { account: ACCOUNT, off: true },
    },
    answers: json(201, { made }),
  },
  createAccounts: {
    body: {
      accounts: [{ account: ACCOUNT }, { account: 'desk@example.com', limit: 20, note: 'Desk' }],
    },
    answers: { 200: { [NDJSON]: { lines } } },
  },
  listAccounts: { answers: json(200, { page }) },
  readAccount: { answers: json(200, { account: enforcing }) },
  changeAccount: {
    body: {
      limit: { limit: 20 },
      strict: { consistency: 'strict' },
      open: { failMode: 'open' },
      note: { note: 'Contract 4711' },
      suspended: { suspended: true },
    },
    answers: json(200, { suspended: { ...enforcing, suspended: true } }),
  },
};
