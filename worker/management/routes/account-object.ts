/** A route's way to the account it names. */
import { routePath } from 'hono/route';
import {
  type ListCommand,
  type SettledCommand,
  settleCommand,
} from '../../../shared/list-command.ts';
import type { Problem } from '../../../shared/problem.ts';
import { type Result, success } from '../../../shared/result.ts';
import type { AccountObject, Committed } from '../../objects/account/account-object.ts';
import { ownAddressOf } from '../../platform/caller-address.ts';
import { logInfo } from '../../platform/log.ts';
import { accountOf } from '../../platform/objects.ts';
import type { AppContext } from '../app-env.ts';
import { expectSuccess } from '../problem-response.ts';

export function accountObject(c: AppContext, account: string): DurableObjectStub<AccountObject> {
  return accountOf(c.env, account);
}

/** The value of a change that was committed, which this isolate's checks see from now on. */
export function expectCommitted<Value>(
  c: AppContext,
  account: string,
  result: Result<Committed<Value>, Problem>,
): Value {
  const committed = expectSuccess(result);
  logChange(c, account);
  c.get('decisionPoint').expectAccount(account, committed.version);
  return committed.value;
}

/** `account` is null for a change of the deployment itself. */
export function logChange(c: AppContext, account: string | null): void {
  const { tokenId } = c.get('session');
  const call = `${c.req.method} ${routePath(c)}`;
  logInfo('changed', { requestId: c.get('requestId'), account, call, tokenId });
}

/** The address that the caller sees itself at (R18); undefined where it has none of its own. */
export function findOwnAddress(c: AppContext): string | undefined {
  const own = ownAddressOf(c.req.raw.headers);
  return own.ok ? own.value.text : undefined;
}

/** A client's command as the object takes it. */
export function expectSettled(
  c: AppContext,
  command: ListCommand,
  pointer?: string,
): SettledCommand {
  const own = ownAddressOf(c.req.raw.headers);
  const asker = { own: own.ok ? success(own.value.text) : own, now: Date.now() };
  return expectSuccess(settleCommand(command, asker, pointer));
}

/** Whether the operator asks, whose notes no one else is shown. */
export function isForOperator(c: AppContext): boolean {
  return c.get('session').role === 'operator';
}

/** Who makes the change, as histories name it. */
export function actor(c: AppContext): { tokenId: string; name: string } {
  const { tokenId, name } = c.get('session');
  return { tokenId, name };
}

/** The revisions of an If-Match header that its schema let through; undefined for none and for *. */
export function revisionsOf(headers: { 'if-match'?: string | undefined }): number[] | undefined {
  const tags = headers['if-match']?.match(/\d+/g);
  return tags?.map(Number);
}
