/** Shows who has been sending, and what a change would do to them (R15). */
import { AccountParams, Preview, PreviewRequest, SenderList } from '../../../shared/api.ts';
import { type ListCommand, previewedCommand } from '../../../shared/list-command.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import { sendCaller } from '../../objects/account/sent-caller.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject, expectSettled, findOwnAddress, isForOperator } from './account-object.ts';
import { withServer } from './named-server.ts';
import { withLists } from './with-lists.ts';

export const readSenders = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'The addresses that checks were asked for in the last 30 days, with counts by day',
  params: AccountParams,
  status: 200,
  answer: SenderList,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    const seen = expectSuccess(await accountObject(c, account).readSenders());
    return { ...seen, senders: seen.senders.map(withServer) };
  },
});

export const previewChange = endpoint({
  who: ['manager', 'operator'],
  summary: 'What a change would do: who would be cut off, who let in; nothing is changed',
  params: AccountParams,
  body: PreviewRequest,
  status: 200,
  answer: Preview,
  problems: [
    'account-unknown',
    'entry-unknown',
    'duplicate-entry',
    'limit-reached',
    'allowlist-empty',
    'list-unknown',
    'list-attached',
  ],
  async handle(c, { params: { account }, body }) {
    const { command, pointer } = previewedCommand(body);
    refuseInclusion(c, command);
    const { caller, callerAddress } = sendCaller(findOwnAddress(c));
    const settled = expectSettled(c, command, pointer);
    const reckoned = await accountObject(c, account).preview(settled, caller, callerAddress);
    const preview = expectSuccess(pointInto(reckoned, pointer));
    const { cutOff, letIn, observed } = preview;
    return {
      ...withLists(preview),
      cutOff: cutOff.map(withServer),
      letIn: letIn.map(withServer),
      observed: observed.map(withServer),
    };
  },
});

/** Only the operator may include lists. A preview would tell others whether a list covers a sender. */
function refuseInclusion(c: AppContext, { kind }: ListCommand): void {
  if (isForOperator(c) || (kind !== 'attach' && kind !== 'detach')) return;
  const detail = 'Only the operator attaches and detaches shared lists.';
  throw new ProblemError(problem('forbidden', detail));
}

export function pointInto<Value>(
  result: Result<Value, Problem>,
  pointer: string,
): Result<Value, Problem> {
  if (result.ok) return result;
  const { errors = [] } = result.error;
  const moved = errors.map((error) => ({ ...error, pointer: `${pointer}${error.pointer}` }));
  return { ok: false, error: { ...result.error, errors: moved } };
}
