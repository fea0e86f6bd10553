import { AccountParams, HistoryPage, NewestPageQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject } from './account-object.ts';

export const readHistory = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'What was changed, when, by which token, newest first',
  params: AccountParams,
  query: NewestPageQuery,
  status: 200,
  answer: HistoryPage,
  problems: ['account-unknown'],
  async handle(c, { params: { account }, query: { cursor, limit } }) {
    const before = cursor === undefined ? undefined : Number(cursor);
    return expectSuccess(await accountObject(c, account).readHistory(before, limit));
  },
});
