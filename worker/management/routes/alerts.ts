import { AccountParams, AlertPage, NewestPageQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject } from './account-object.ts';
import { withServer } from './named-server.ts';

export const readAlerts = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'Leaked passwords, refusals by day and entries about to expire, newest first',
  params: AccountParams,
  query: NewestPageQuery,
  status: 200,
  answer: AlertPage,
  problems: ['account-unknown'],
  async handle(c, { params: { account }, query: { cursor, limit } }) {
    const before = cursor === undefined ? undefined : Number(cursor);
    const page = expectSuccess(await accountObject(c, account).readAlerts(before, limit));
    return { ...page, alerts: page.alerts.map(withServer) };
  },
});
