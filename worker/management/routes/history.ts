import {
  AccountParams,
  type HistoryEvent,
  HistoryPage,
  NewestPageQuery,
} from '../../../shared/api.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject, isForOperator } from './account-object.ts';

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
    const page = expectSuccess(await accountObject(c, account).readHistory(before, limit));
    return isForOperator(c) ? page : { ...page, events: page.events.map(withoutNote) };
  },
});

function withoutNote(event: HistoryEvent): HistoryEvent {
  const { note: _before, ...before } = event.before;
  const { note: _after, ...after } = event.after;
  return { ...event, before, after };
}
