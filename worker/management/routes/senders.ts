/** Who has been sending, and what a change would mean to them (R15). */
import { AccountParams, Preview, PreviewRequest, SenderList } from '../../../shared/api.ts';
import { previewedCommand } from '../../../shared/list-command.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import { sendCaller } from '../../objects/account/sent-caller.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject, expectSettled, findOwnAddress } from './account-object.ts';
import { nameServer, readServerNames } from './server-names.ts';

export const readSenders = endpoint({
  who: ['manager', 'viewer', 'operator'],
  summary: 'The addresses that checks were asked for in the last 30 days, with counts by day',
  params: AccountParams,
  status: 200,
  answer: SenderList,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    const [seen, names] = await Promise.all([
      accountObject(c, account).readSenders(),
      readServerNames(c, account),
    ]);
    const { senders, ...rest } = expectSuccess(seen);
    return { ...rest, senders: senders.map((sender) => nameServer(sender, names)) };
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
  ],
  async handle(c, { params: { account }, body }) {
    const { command, pointer } = previewedCommand(body);
    const { caller, callerAddress } = sendCaller(findOwnAddress(c));
    const [reckoned, names] = await Promise.all([
      accountObject(c, account).preview(expectSettled(c, command, pointer), caller, callerAddress),
      readServerNames(c, account),
    ]);
    const preview = expectSuccess(pointInto(reckoned, pointer));
    const named = (senders: typeof preview.cutOff) =>
      senders.map((sender) => nameServer(sender, names));
    const { cutOff, letIn, observed } = preview;
    return {
      ...preview,
      cutOff: named(cutOff),
      letIn: named(letIn),
      observed: named(observed),
    };
  },
});

function pointInto<Value>(result: Result<Value, Problem>, pointer: string): Result<Value, Problem> {
  if (result.ok) return result;
  const { errors = [] } = result.error;
  const moved = errors.map((error) => ({ ...error, pointer: `${pointer}${error.pointer}` }));
  return { ok: false, error: { ...result.error, errors: moved } };
}
