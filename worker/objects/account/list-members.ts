/** R20: what a shared list's object does when an account includes the list, or includes it no more. */
import type { TokenName } from '../../../shared/allowlist.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import type { AccountLedger } from './account-ledger.ts';

export function admitAccount(
  ledger: AccountLedger,
  account: string,
  by: TokenName,
): Result<null, Problem> {
  if (!isLiveList(ledger)) return failure(problem('list-unknown', 'There is no such shared list.'));
  ledger.appendEvent('list-attached', by, {}, { account });
  return success(null);
}

export function releaseAccount(ledger: AccountLedger, account: string, by: TokenName): void {
  if (isLiveList(ledger)) ledger.appendEvent('list-detached', by, { account }, {});
}

function isLiveList({ live }: AccountLedger): boolean {
  return live.ok && live.value.list.isShared === true;
}
