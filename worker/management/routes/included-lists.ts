/** R20: the shared lists that an account includes. */
import { AccountParams, type IncludedList, IncludedLists } from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import { accountOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject } from './account-object.ts';
import { withLists } from './with-lists.ts';

const DEADLINE_MS = 2_000;

export const readIncludedLists = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'The shared lists that the account includes, with their entries',
  params: AccountParams,
  status: 200,
  answer: IncludedLists,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    const allowlist = expectSuccess(await accountObject(c, account).readAllowlist());
    const { lists } = withLists(allowlist);
    return { lists: await Promise.all(lists.map((list) => readOneList(c, list))) };
  },
});

/** A list that can't be reached must not hide the others. */
async function readOneList(c: AppContext, list: string): Promise<IncludedList> {
  try {
    const object = accountOf(c.env, listObjectName(list));
    const reading = async () => await object.readAllowlist();
    const read = await withDeadline(reading(), DEADLINE_MS);
    if (!read.ok) return { list, gone: true };
    const { revision, count, expired, limit, entries } = read.value;
    return { list, revision, count, expired, limit, entries };
  } catch (error) {
    logError('list-unreadable', { requestId: c.get('requestId'), list, error: String(error) });
    return { list, unreadable: true };
  }
}
