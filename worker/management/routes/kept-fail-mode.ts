/** The fail mode of an account, beside objects of version 0.2.0: those keep none, and pass over one that is sent. */
import type { Account } from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import type { CommitResult } from '../../objects/account/account-object.ts';
import type { AppContext } from '../app-env.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject } from './account-object.ts';
import { withLists } from './with-lists.ts';

type Sent = Omit<Account, 'failMode' | 'lists'> & Partial<Pick<Account, 'failMode' | 'lists'>>;

/** An object of version 0.2.0, and an answer that was kept by one, say nothing of lists and of a fail mode. */
export function completeAccount<Answer extends Omit<Sent, 'note'>>(
  answer: Answer,
): Answer & Pick<Account, 'failMode' | 'lists'> {
  const { failMode = 'default' } = answer;
  return { ...withLists(answer), failMode };
}

/** Throws before anything is changed if the account's object would pass over the fail mode. */
export async function expectFailModeKept(c: AppContext, account: string): Promise<void> {
  const { failMode }: Sent = expectSuccess(await accountObject(c, account).describe());
  if (failMode !== undefined) return;
  throw new ProblemError(problem('unavailable', `${OLD_OBJECT} Nothing was changed, try again.`));
}

/** Says so if an account was made whose object has passed over the fail mode. */
export function refuseLostFailMode(
  wanted: Account['failMode'] | undefined,
  made: CommitResult<Sent>,
): CommitResult<Account> | undefined {
  if (!made.ok || made.value.value.failMode !== undefined) return undefined;
  if (wanted === undefined || wanted === 'default') return undefined;
  const detail = `${OLD_OBJECT} The account is made, and has the default: change it later.`;
  return { ok: false, error: problem('unavailable', detail) };
}

const OLD_OBJECT = 'The account’s object runs a version that knows no failMode yet.';
