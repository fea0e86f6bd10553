/** R20: what a change of a shared list means to the accounts that include it. Nothing is changed. */
import {
  AffectedQuery,
  ListParams,
  SharedPreview,
  SharedPreviewRequest,
  type Token,
} from '../../../shared/api.ts';
import { previewedCommand } from '../../../shared/list-command.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { problem } from '../../../shared/problem.ts';
import type { SharedListChange } from '../../../shared/shared-change-effect.ts';
import type { AffectedAccount } from '../../objects/account/account-object.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { logError } from '../../platform/log.ts';
import { directoryOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';
import { accountObject, expectHeld, expectSettled, isForOperator } from './account-object.ts';
import { withServer } from './named-server.ts';
import { pointInto } from './senders.ts';

/** So many accounts are asked at once. */
const AT_ONCE = 50;
const ACCOUNT_DEADLINE_MS = 2_000;

export const previewSharedChange = endpoint({
  who: ['manager', 'operator'],
  summary:
    'What a change of the shared list would do to the accounts that include it, page by page; nothing is changed',
  params: ListParams,
  query: AffectedQuery,
  body: SharedPreviewRequest,
  status: 200,
  answer: SharedPreview,
  problems: [
    'list-unknown',
    'entry-unknown',
    'duplicate-entry',
    'limit-reached',
    'allowlist-empty',
  ],
  async handle(c, { params: { list }, query: { cursor = '', limit }, body }) {
    const { change, ...shown } = await reckon(c, list, body);
    const asked = directoryOf(c.env).findIncluders('all', list, cursor, limit + 1);
    const { accounts, total } = await asked;
    const onPage = accounts.slice(0, limit);
    const effects = await mapInTurns(onPage, AT_ONCE, (account) => askOrName(c, account, change));
    return {
      ...shown,
      accounts: { total },
      affected: await withRelayNames(
        c,
        effects.flatMap((effect) => effect?.affected ?? []),
      ),
      unreadable: effects.flatMap((effect) => effect?.unreadable ?? []),
      cursor: accounts.length > limit ? (onPage.at(-1) ?? null) : null,
    };
  },
});

async function reckon(c: AppContext, list: string, body: SharedPreviewRequest) {
  const name = listObjectName(list);
  const object = accountObject(c, name);
  if ('deleteList' in body && !isForOperator(c))
    throw new ProblemError(problem('forbidden', 'Only the operator deletes shared lists.'));
  const { settled, pointer } = settlePreviewed(c, body);
  const previewed = await object.previewListChange(settled);
  const value = expectHeld(name, pointInto(previewed, pointer));
  const { revision, count, expired, limit, warnings, ...change } = value;
  return { list, revision, count, expired, limit, warnings: [...warnings], change };
}

/** The command in the form that the object takes. There is none for the deletion of the list. */
function settlePreviewed(c: AppContext, body: SharedPreviewRequest) {
  if ('deleteList' in body) return { settled: undefined, pointer: '' };
  const { command, pointer } = previewedCommand(body);
  return { settled: expectSettled(c, command, pointer), pointer };
}

interface Asked {
  readonly affected?: AffectedAccount;
  readonly unreadable?: string;
}

/** An account that can't be reached must not hide the others. */
async function askOrName(
  c: AppContext,
  account: string,
  change: SharedListChange,
): Promise<Asked | undefined> {
  const unreadable = (error: string) => {
    logError('account-unreadable', { requestId: c.get('requestId'), account, error });
    return { unreadable: account };
  };
  try {
    const asking = async () => await accountObject(c, account).previewIncluded(change);
    const answer = await withDeadline(asking(), ACCOUNT_DEADLINE_MS);
    if (answer.ok) return answer.value ? { affected: answer.value } : undefined;
    return answer.error.code === 'account-unknown' ? undefined : unreadable(answer.error.detail);
  } catch (error) {
    return unreadable(String(error));
  }
}

/** The accounts name the servers whose tokens are their own. The others are relays, which the directory knows. */
async function withRelayNames(
  c: AppContext,
  affected: readonly AffectedAccount[],
): Promise<SharedPreview['affected']> {
  const senders = affected.flatMap(({ cutOff, letIn }) => [...cutOff, ...letIn]);
  const isNeeded = senders.some(({ server }) => server.name === '');
  const relays: readonly Token[] = isNeeded
    ? await directoryOf(c.env)
        .listTokens()
        .catch(() => [])
    : [];
  const names = new Map(relays.map(({ id, name }) => [id, name]));
  const named = (some: AffectedAccount['cutOff']) =>
    some.map(withServer).map((sender) => {
      const { tokenId, name } = sender.server;
      return { ...sender, server: { tokenId, name: name || (names.get(tokenId) ?? '') } };
    });
  return affected.map(({ cutOff, letIn, ...account }) => ({
    ...account,
    cutOff: named(cutOff),
    letIn: named(letIn),
  }));
}
