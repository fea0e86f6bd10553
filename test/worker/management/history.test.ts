import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { HISTORY_ACTIONS } from '../../../shared/history.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

async function page(account: TestAccount, query = ''): Promise<api.HistoryPage> {
  const answer = await account.call<api.HistoryPage>('GET', `/history${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Makes an account that has been through every action once, and keeps the answer to each. */
async function eventful() {
  const account = await TestAccount.create(worker, { note: 'made' });
  const { added } = await account.add('198.51.100.7', '198.51.100.8');
  const [first, second] = added;
  const entry = `/allowlist/entries/${first?.id}`;
  const edited = await account.call('PATCH', entry, { body: { remark: 'desk' } });
  const add = { format: 'segment', values: ['198.51.100.64/26'] };
  const replace = { body: { remove: [second?.id], add } };
  const replaced = await account.call('POST', '/allowlist/replace', replace);
  await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
  const deleted = await account.delete(replaced.body.added[0]?.id);
  const disabled = await account.call('DELETE', '/allowlist');
  const restored = await account.call('POST', '/allowlist/restore', { body: { revision: 2 } });
  await worker.operator(`PATCH ${account.path()}`, { body: { limit: 20, note: 'changed' } });
  const issue = { body: { role: 'viewer', name: 'desk' } };
  const issued = await account.call<api.IssuedToken>('POST', '/tokens', issue);
  await account.call('DELETE', `/tokens/${issued.body.id}`);
  const hook = { body: { url: 'https://hooks.example.com/secret', form: 'text' } };
  const hooked = await account.call<api.IssuedWebhook>('POST', '/webhooks', hook);
  await account.call('POST', `/webhooks/${hooked.body.id}/rotate`);
  await account.call('DELETE', `/webhooks/${hooked.body.id}`);
  const ids = { tokenId: issued.body.id, webhookId: hooked.body.id };
  return { account, added, edited, replaced, deleted, disabled, restored, ...ids };
}

describe('R16: the history', () => {
  it('has every action once, newest first, with what was before and after', async () => {
    const made = await eventful();
    const { events } = await page(made.account);
    expect(events.map(({ action, revision }) => [action, revision])).toEqual([
      ['webhook-deleted', 9],
      ['webhook-rotated', 9],
      ['webhook-added', 9],
      ['token-revoked', 9],
      ['token-issued', 9],
      ['account-changed', 9],
      ['allowlist-restored', 8],
      ['allowlist-disabled', 7],
      ['entry-deleted', 6],
      ['mode-changed', 5],
      ['entries-replaced', 4],
      ['entry-edited', 3],
      ['entries-added', 2],
      ['token-issued', 1],
      ['account-created', 1],
    ]);
    // A webhook stops with the token that added it: see leaked-token.test.ts. Time, and no caller,
    // removes expired entries: see expired-entries.test.ts. Shared lists have tests of their own.
    const elsewhere: readonly string[] = ['webhook-stopped', 'expired-entries-removed'];
    const wanted = HISTORY_ACTIONS.filter(
      (action) => !elsewhere.includes(action) && !action.startsWith('list-'),
    );
    expect(new Set(events.map(({ action }) => action))).toEqual(new Set(wanted));
    const { tokenId, webhookId } = made;
    const host = 'hooks.example.com';
    const webhook = { webhookId, name: host, form: 'text', host };
    const token = { tokenId, role: 'viewer', name: 'desk', expiresAt: null };
    const settings = { limit: 10, consistency: 'default', failMode: 'default' };
    const created = { ...settings, suspended: false };
    expect(events.map(({ before, after }) => [before, after])).toEqual([
      [webhook, {}],
      [{}, webhook],
      [{}, webhook],
      [token, {}],
      [{}, token],
      [{ limit: 10 }, { limit: 20 }],
      [{ mode: 'off' }, { mode: 'enforce' }],
      [{ mode: 'observe' }, { mode: 'off' }],
      [{}, {}],
      [{ mode: 'enforce' }, { mode: 'observe' }],
      [{}, {}],
      [{}, {}],
      [{ mode: 'off' }, { mode: 'enforce' }],
      [{}, expect.objectContaining({ role: 'manager', name: 'manager of the test' })],
      [{}, created],
    ]);
  });

  it('has the entries each action touched, as the change itself answered them', async () => {
    const made = await eventful();
    const { events } = await page(made.account);
    const touched = (action: string) => {
      const event = events.find((candidate) => candidate.action === action);
      return event && { added: event.added, updated: event.updated, removed: event.removed };
    };
    const nothing = { added: [], updated: [], removed: [] };
    expect(touched('entries-added')).toEqual({ ...nothing, added: made.added });
    expect(touched('entry-edited')).toEqual({
      ...nothing,
      updated: [{ before: made.added[0], after: made.edited.body.updated[0] }],
    });
    const { added, removed } = made.replaced.body;
    expect(touched('entries-replaced')).toEqual({ ...nothing, added, removed });
    expect(touched('entry-deleted')).toEqual({ ...nothing, removed: made.deleted.removed });
    const disabled = made.disabled.body.removed;
    expect(touched('allowlist-disabled')).toEqual({ ...nothing, removed: disabled });
    expect(touched('allowlist-restored')?.added).toEqual(made.restored.body.added);
    expect(touched('mode-changed')).toEqual(nothing);
  });

  it('says who and when', async () => {
    const before = Date.now();
    const { account } = await eventful();
    const { events } = await page(account);
    const token = account.manager;
    const session = await worker.call<api.Session>('GET /v1/session', { token });
    const manager = { tokenId: session.body.tokenId, name: 'manager of the test' };
    const operator = { tokenId: 'operator', name: 'operator' };
    // The operator made the account, issued its first token and changed its settings.
    const operators = [events.length - 1, events.length - 2, 5];
    events.forEach(({ action, by }, index) => {
      expect(by, action).toEqual(operators.includes(index) ? operator : manager);
    });
    const times = events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(Date.parse(times.at(-1) ?? '')).toBeGreaterThanOrEqual(before);
    expect(Date.parse(times[0] ?? '')).toBeLessThanOrEqual(Date.now());
  });

  it('has no event for a refusal or for a change that changes nothing', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7');
    const before = await page(account);
    await account.call('PATCH', '/allowlist', { body: { mode: 'enforce' } });
    const entry = `/allowlist/entries/${added[0]?.id}`;
    await account.call('PATCH', entry, { body: { remark: '' } });
    const twice = { format: 'address', values: ['198.51.100.7'] };
    await account.call('POST', '/allowlist/entries', { body: twice });
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 10 } });
    expect(await page(account)).toEqual(before);
  });
});
