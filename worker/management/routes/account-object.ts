/** Connects a route with the object of the account that it names. */
import { routePath } from 'hono/route';
import {
  type ListCommand,
  type SettledCommand,
  settleCommand,
} from '../../../shared/list-command.ts';
import { isListObject } from '../../../shared/list-name.ts';
import type { Problem } from '../../../shared/problem.ts';
import { failure, type Result, success } from '../../../shared/result.ts';
import type { AccountObject, Committed } from '../../objects/account/account-object.ts';
import { LIST_UNKNOWN } from '../../objects/account/holder-kind.ts';
import { ownAddressOf } from '../../platform/caller-address.ts';
import { logInfo } from '../../platform/log.ts';
import { namedInLog } from '../../platform/named-in-log.ts';
import { accountOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { expectSuccess } from '../problem-response.ts';

export function accountObject(c: AppContext, account: string): DurableObjectStub<AccountObject> {
  return accountOf(c.env, account);
}

/**
 * Returns the value that an object answered. An object that was never written to does not know whether it would
 * keep a shared list.
 */
export function expectHeld<Value>(name: string, result: Result<Value, Problem>): Value {
  const isUnknownList = !result.ok && result.error.code === 'account-unknown' && isListObject(name);
  return expectSuccess(isUnknownList ? failure(LIST_UNKNOWN) : result);
}

/** Returns the value of a committed change. From now on the checks of this isolate see that change. */
export function expectCommitted<Value>(
  c: AppContext,
  account: string,
  result: Result<Committed<Value>, Problem>,
): Value {
  const committed = expectHeld(account, result);
  logChange(c, account);
  c.get('decisionPoint').expectAccount(account, committed.version);
  return committed.value;
}

/** Logs a change. `account` is null for a change of the deployment itself. */
export function logChange(c: AppContext, account: string | null): void {
  const { tokenId } = c.get('session');
  const call = `${c.req.method} ${routePath(c)}`;
  logInfo('changed', { requestId: c.get('requestId'), ...namedInLog(account), call, tokenId });
}

/**
 * Finds the address that the caller connects from (R18). It is undefined if the caller has no address of its
 * own.
 */
export function findOwnAddress(c: AppContext): string | undefined {
  const own = ownAddressOf(c.req.raw.headers);
  return own.ok ? own.value.text : undefined;
}

/** Turns a client's command into the form that the object takes. */
export function expectSettled(
  c: AppContext,
  command: ListCommand,
  pointer?: string,
): SettledCommand {
  const own = ownAddressOf(c.req.raw.headers);
  const asker = {
    own: own.ok ? success(own.value.text) : own,
    now: Date.now(),
    mayChangeLists: isForOperator(c),
  };
  return expectSuccess(settleCommand(command, asker, pointer));
}

/** Decides whether the operator asks. Nobody else sees the operator's notes. */
export function isForOperator(c: AppContext): boolean {
  return c.get('session').role === 'operator';
}

/** Returns the author of a change, as the history names it. */
export function actor(c: AppContext): { tokenId: string; name: string } {
  const { tokenId, name } = c.get('session');
  return { tokenId, name };
}

/**
 * Returns the revisions of an If-Match header that its schema accepted. It is undefined without a header, and
 * for *.
 */
export function revisionsOf(headers: { 'if-match'?: string | undefined }): number[] | undefined {
  const tags = headers['if-match']?.match(/\d+/g);
  return tags?.map(Number);
}
