import { DeploymentEventPage, NewestPageQuery } from '../../../shared/api.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { directoryOf } from '../../platform/objects.ts';
import { endpoint } from '../endpoint.ts';

export const readEvents = endpoint({
  who: ['operator'],
  summary:
    'Accounts made, changed and deleted, relay tokens issued and revoked, by whom; the last 30 days, newest first',
  query: NewestPageQuery,
  status: 200,
  answer: DeploymentEventPage,
  async handle(c, { query: { cursor, limit } }) {
    const before = cursor === undefined ? undefined : Number(cursor);
    const page = await directoryOf(c.env).readEvents(before, limit);
    return {
      events: page.events.map(({ id, at, kind, account, list, by, before: was, after }) => ({
        id: String(id),
        at: toTimestamp(at),
        kind,
        account,
        list,
        by: { ...by },
        before: { ...was },
        after: { ...after },
      })),
      cursor: page.cursor === null ? null : String(page.cursor),
    };
  },
});
