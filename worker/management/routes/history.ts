import { type HistoryEvent, HistoryPage, NewestPageQuery } from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { accountObject, expectHeld, isForOperator } from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';

export const readHistory = (of: ListHolder) =>
  endpoint({
    who: ['manager', 'viewer', 'operator'],
    summary: 'What was changed, when, by which token, newest first',
    params: of.params,
    query: NewestPageQuery,
    status: 200,
    answer: HistoryPage,
    problems: [of.unknown],
    async handle(c, { params, query: { cursor, limit } }) {
      const name = objectNameOf(params);
      const before = cursor === undefined ? undefined : Number(cursor);
      const page = expectHeld(name, await accountObject(c, name).readHistory(before, limit));
      return isForOperator(c) ? page : { ...page, events: page.events.map(withoutNote) };
    },
  });

function withoutNote(event: HistoryEvent): HistoryEvent {
  const { note: _before, ...before } = event.before;
  const { note: _after, ...after } = event.after;
  return { ...event, before, after };
}
