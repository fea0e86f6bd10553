import { AlertPage, NewestPageQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { accountObject, expectHeld } from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';
import { withServer } from './named-server.ts';

export const readAlerts = (of: ListHolder) =>
  endpoint({
    who: ['manager', 'viewer', 'operator'],
    summary: of.isList
      ? 'Entries of the shared list about to expire, newest first'
      : 'Leaked passwords, refusals by day and entries about to expire, newest first',
    params: of.params,
    query: NewestPageQuery,
    status: 200,
    answer: AlertPage,
    problems: [of.unknown],
    async handle(c, { params, query: { cursor, limit } }) {
      const name = objectNameOf(params);
      const before = cursor === undefined ? undefined : Number(cursor);
      const page = expectHeld(name, await accountObject(c, name).readAlerts(before, limit));
      return { ...page, alerts: page.alerts.map(withServer) };
    },
  });
