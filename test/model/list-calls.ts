/** The call for each change of a list. */
import type { Asked } from './change-call.ts';
import type { ListChange, Model, State } from './model.ts';

const wire = (expiresAt: number | null) =>
  expiresAt === null ? null : new Date(expiresAt).toISOString();
/** Turns a change of the list into its call. */
export function toAsked(model: Model, command: ListChange): Asked {
  const rule = (_state: State, now: number) => model.rule(command, now);
  const post = (path: string, body: object, status = 200): Asked => ({
    method: 'POST',
    path: `/allowlist/${path}`,
    body,
    status,
    keyed: true,
    rule,
  });
  const entry = (method: string, id: string, body?: object): Asked => ({
    method,
    path: `/allowlist/entries/${id}`,
    ...(body && { body }),
    status: 200,
    keyed: false,
    rule,
  });
  switch (command.kind) {
    case 'add':
      return post('entries', toAddition(command), 201);
    case 'import': {
      const { remark, expiresAt } = command;
      const terms = { remark, expiresAt: wire(expiresAt) };
      const entries = command.items.map(({ format, value }) => ({ format, value, ...terms }));
      return post('import', { entries }, 201);
    }
    case 'replace':
      return post('replace', { remove: [command.remove], add: toAddition(command) });
    case 'edit': {
      const { remark, expiresAt } = command;
      return entry('PATCH', command.id, {
        ...(remark !== undefined && { remark }),
        ...(expiresAt !== undefined && { expiresAt: wire(expiresAt) }),
      });
    }
    case 'edit-entries': {
      const { ids, remark, expiresAt } = command;
      return post('edit', {
        entries: ids,
        ...(remark !== undefined && { remark }),
        ...(expiresAt !== undefined && { expiresAt: wire(expiresAt) }),
      });
    }
    case 'delete-entries':
      return post('delete', { entries: command.ids });
    case 'delete':
      return entry('DELETE', command.id);
    case 'disable':
      return { method: 'DELETE', path: '/allowlist', status: 200, keyed: false, rule };
    case 'mode':
      return {
        method: 'PATCH',
        path: '/allowlist',
        body: {
          mode: command.mode,
          ...(command.until !== undefined && { expiresAt: wire(command.until) }),
        },
        status: 200,
        keyed: false,
        rule,
      };
    case 'restore-entry':
      return post('restore', { entries: [command.id] });
    case 'restore-revision':
      return post('restore', { revision: command.revision });
  }
}

function toAddition({
  items,
  remark,
  expiresAt,
}: Extract<ListChange, { kind: 'add' | 'import' | 'replace' }>) {
  const values = items.map(({ value }) => value);
  return { format: items[0]?.format, values, remark, expiresAt: wire(expiresAt) };
}
