/** Who has been sending, and what a change would mean to them (R15). */
import { AccountParams, Preview, PreviewRequest, SenderList } from '../../../shared/api.ts';
import type { Problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import type { ListCommand } from '../../objects/account/list-command.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess } from '../problem-response.ts';
import { accountObject, findOwnAddress } from './account-object.ts';
import { toAddition, toImport } from './addition.ts';
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
    const { command, pointer } = toCommand(c, body);
    const caller = findOwnAddress(c);
    const [reckoned, names] = await Promise.all([
      accountObject(c, account).preview(command, caller),
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

/** The command that the change's own call would send, and where in this body that call's body stands. */
function toCommand(
  c: AppContext,
  body: PreviewRequest,
): { readonly command: ListCommand; readonly pointer: string } {
  if ('add' in body) {
    return { command: { kind: 'add', addition: toAddition(c, body.add, '/add') }, pointer: '/add' };
  }
  if ('import' in body) {
    return { command: toImport(body.import, '/import'), pointer: '/import' };
  }
  if ('replace' in body) {
    const { remove, add } = body.replace;
    const addition = toAddition(c, add, '/replace/add');
    return { command: { kind: 'replace', remove, addition }, pointer: '/replace' };
  }
  if ('delete' in body) return { command: { kind: 'delete', id: body.delete }, pointer: '' };
  if ('disable' in body) return { command: { kind: 'disable' }, pointer: '' };
  if ('mode' in body) return { command: { kind: 'set-mode', mode: body.mode }, pointer: '' };
  const { restore } = body;
  return 'revision' in restore
    ? { command: { kind: 'restore-revision', revision: restore.revision }, pointer: '/restore' }
    : { command: { kind: 'restore-entries', ids: restore.entries }, pointer: '/restore' };
}

function pointInto<Value>(result: Result<Value, Problem>, pointer: string): Result<Value, Problem> {
  if (result.ok) return result;
  const { errors = [] } = result.error;
  const moved = errors.map((error) => ({ ...error, pointer: `${pointer}${error.pointer}` }));
  return { ok: false, error: { ...result.error, errors: moved } };
}
