import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const FROM = '198.51.100.77';

function add(account: TestAccount, format: string, values: string[], from = FROM) {
  return account.call('POST', '/allowlist/entries', { from, body: { format, values } });
}

function warning({ warnings }: api.Change, code: string) {
  return warnings.filter((given) => given.code === code);
}

async function listed(...values: string[]) {
  const account = await TestAccount.create(worker);
  return { account, added: (await account.add(...values)).added };
}

describe('what a change is answered with beside itself', () => {
  it('R12: allowlist-on says that only listed addresses can send, and to check every host', async () => {
    const account = await TestAccount.create(worker);
    const { body } = await add(account, 'address', [FROM]);
    const [on, ...more] = warning(body, 'allowlist-on');
    expect(more).toEqual([]);
    expect(on?.message).toContain('only listed addresses can send');
    expect(on?.message).toContain('every sending host');
  });

  it('host-bits-dropped names what was sent and what was added', async () => {
    const account = await TestAccount.create(worker);
    const { body } = await add(account, 'segment', ['198.51.100.77/24', '2001:db8::7/64']);
    expect(body.added.map(({ value }) => value)).toEqual(['198.51.100.0/24', '2001:db8::/64']);
    const [first, second] = warning(body, 'host-bits-dropped');
    expect(first?.value).toBe('198.51.100.77/24');
    expect(first?.message).toContain('198.51.100.0/24');
    expect(second?.value).toBe('2001:db8::7/64');
  });

  it('covered names the entry that covers', async () => {
    const { account, added } = await listed('198.51.100.0/24');
    const { body } = await add(account, 'address', ['198.51.100.7']);
    const [covered, ...more] = warning(body, 'covered');
    expect(more).toEqual([]);
    expect(covered?.value).toBe('198.51.100.7');
    expect(covered?.message).toContain('198.51.100.0/24');
    expect(covered?.message).toContain(added[0]?.id);
  });

  it('wide says how many addresses', async () => {
    const account = await TestAccount.create(worker);
    const v4 = await add(account, 'segment', ['198.18.0.0/15', '198.51.0.0/16']);
    const [wide, ...more] = warning(v4.body, 'wide');
    expect(more).toEqual([]);
    expect(wide).toMatchObject({
      value: '198.18.0.0/15',
      message: expect.stringContaining('131,072'),
    });
    const v6 = await add(account, 'segment', ['3fff::/31', '2001:db8::/32']);
    expect(warning(v6.body, 'wide').map(({ value }) => value)).toEqual(['3fff::/31']);
  });

  it.each([
    ['10.1.2.3', 'private'],
    ['100.64.1.1', 'carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['169.254.1.1', 'link-local'],
    ['203.0.113.7', 'documentation'],
    ['2001:db8::7', 'documentation'],
    ['fe80::7', 'link-local'],
  ])('special-purpose says what %s is', async (value, purpose) => {
    const account = await TestAccount.create(worker);
    const { body } = await add(account, 'address', [value]);
    const [special] = warning(body, 'special-purpose');
    expect(special).toMatchObject({ value, message: expect.stringContaining(purpose) });
  });

  it('allowlist-off comes with the last deletion and the disabling, not with a replacement', async () => {
    const { account, added } = await listed('198.51.100.7');
    const body = { remove: [added[0]?.id], add: { format: 'address', values: ['198.51.100.8'] } };
    const replaced = await account.call('POST', '/allowlist/replace', { body });
    expect(warning(replaced.body, 'allowlist-off')).toEqual([]);
    const deleted = await account.delete(replaced.body.added[0]?.id);
    expect(warning(deleted, 'allowlist-off')).toHaveLength(1);
  });
});

describe('R18: own-address-not-listed', () => {
  const OWN = 'own-address-not-listed';

  it('comes when the list is turned on without the caller’s address, naming it', async () => {
    const account = await TestAccount.create(worker);
    const { status, body } = await add(account, 'address', ['198.51.100.7']);
    expect(status).toBe(201);
    expect(warning(body, OWN)).toEqual([
      { code: OWN, value: FROM, message: expect.stringContaining(FROM) },
    ]);
    const covered = await add(account, 'segment', ['198.51.100.64/26']);
    expect(warning(covered.body, OWN)).toEqual([]);
  });

  it('comes when the entry that covers the caller goes, and the change stands', async () => {
    const { account, added } = await listed('198.51.100.7', FROM);
    const entry = `/allowlist/entries/${added[1]?.id}`;
    const { status, body } = await account.call('DELETE', entry, { from: FROM });
    expect(status).toBe(200);
    expect(warning(body, OWN)).toHaveLength(1);
    expect((await account.list()).count).toBe(1);
  });

  it('comes with a replacement and a restoration that leave the caller out', async () => {
    const { account, added } = await listed(FROM);
    const add = { format: 'address', values: ['198.51.100.8'] };
    const body = { remove: [added[0]?.id], add };
    const replaced = await account.call('POST', '/allowlist/replace', { from: FROM, body });
    expect(warning(replaced.body, OWN)).toHaveLength(1);
    const back = { from: FROM, body: { revision: 2 } };
    const restored = await account.call('POST', '/allowlist/restore', back);
    expect(warning(restored.body, OWN)).toEqual([]);
    const forth = { from: FROM, body: { revision: 3 } };
    const again = await account.call('POST', '/allowlist/restore', forth);
    expect(warning(again.body, OWN)).toHaveLength(1);
  });

  it('does not come when the list is off afterwards, or the caller’s address is not known', async () => {
    const { account, added } = await listed(FROM);
    const last = await account.call('DELETE', `/allowlist/entries/${added[0]?.id}`, { from: FROM });
    expect(warning(last.body, OWN)).toEqual([]);
    const unknown = await add(account, 'address', ['198.51.100.7'], '');
    expect(warning(unknown.body, OWN)).toEqual([]);
  });

  it('sees a mapped caller as the IPv4 address it is', async () => {
    const account = await TestAccount.create(worker);
    const { body } = await add(account, 'address', [FROM], `::ffff:${FROM}`);
    expect(warning(body, OWN)).toEqual([]);
  });
});
