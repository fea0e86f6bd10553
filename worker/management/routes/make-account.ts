/** Makes an account, for the call of one and for the one of many. */
import type { Account, CreateAccountRequest } from '../../../shared/api.ts';
import type { CommitResult } from '../../objects/account/account-object.ts';
import type { AppContext } from '../app-env.ts';
import { accountObject, actor } from './account-object.ts';
import { refuseLostFailMode } from './kept-fail-mode.ts';

export async function makeAccount(
  c: AppContext,
  { account, off = false, ...settings }: CreateAccountRequest,
): Promise<CommitResult<Account>> {
  const [object, by] = [accountObject(c, account), actor(c)];
  const made = await object.create(account, settings, by, { off });
  const lost = refuseLostFailMode(settings.failMode, made);
  if (lost) return lost;
  // An object of the release before does not read `suspended` here, so it is told in words that it knows.
  if (!made.ok || !settings.suspended || made.value.value.suspended) return made;
  return object.changeSettings({ suspended: true }, { by, revisions: undefined });
}
