import { beforeEach, describe, expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { NOTHING_KNOWN } from '../../../extension/model/snapshot.ts';
import type { TestedConnection } from '../../../extension/model/tested-connection.ts';
import {
  addConnection,
  awaitConnections,
  moveConnection,
  removeConnection,
  replaceToken,
  setShownAccounts,
} from '../../../extension/storage/connections.ts';
import {
  allowlistOf,
  awaitedConnections,
  connections,
  ownEntriesOf,
  snapshotOf,
} from '../../../extension/storage/settings.ts';

beforeEach(() => fakeBrowser.reset());

function tested(account: string | null, token = 'sga_1'): TestedConnection {
  const role = account === null ? 'operator' : 'manager';
  return {
    endpoint: 'https://sendgate.example.com',
    token,
    session: { role, account, tokenId: 'f00d', name: 'Ada', expiresAt: null },
    version: '0.1.0',
  };
}

async function add(account: string | null) {
  const added = await addConnection(tested(account));
  if (!added.ok) throw new Error('it is there already');
  return added.value;
}

async function accounts() {
  return (await connections.getValue()).map(({ session }) => session.account);
}

describe('connections', () => {
  it('a token’s own account is what its connection offers; an operator picks', async () => {
    expect((await add('a@example.com')).accounts).toEqual(['a@example.com']);
    const operator = await add(null);
    expect(operator.accounts).toEqual([]);
    await setShownAccounts(operator.id, ['b@example.com']);
    expect((await connections.getValue())[1]?.accounts).toEqual(['b@example.com']);
  });

  it('the same account of the same deployment is refused, and the one that is there stays', async () => {
    const first = await add('a@example.com');
    const again = await addConnection(tested('a@example.com', 'sga_2'));
    expect(again).toEqual({ ok: false, error: first });
    expect(await connections.getValue()).toEqual([first]);
  });

  it('a new token takes the place of the old one', async () => {
    const { id } = await add('a@example.com');
    await replaceToken(id, tested('a@example.com', 'sga_2'));
    expect(await connections.getValue()).toMatchObject([{ id, token: 'sga_2' }]);
  });

  it('move up and down, and stay at the ends', async () => {
    await add('a@example.com');
    const { id } = await add('b@example.com');
    await moveConnection(id, 1);
    expect(await accounts()).toEqual(['a@example.com', 'b@example.com']);
    await moveConnection(id, -1);
    expect(await accounts()).toEqual(['b@example.com', 'a@example.com']);
    await moveConnection(id, -1);
    expect(await accounts()).toEqual(['b@example.com', 'a@example.com']);
  });

  it('a removed one leaves nothing behind, and the others alone', async () => {
    const removed = await add('a@example.com');
    const kept = await add('b@example.com');
    const place = { connectionId: removed.id, account: 'a@example.com' };
    const other = { connectionId: kept.id, account: 'b@example.com' };
    await snapshotOf(place).setValue(NOTHING_KNOWN);
    await ownEntriesOf(place).setValue([{ id: 'e1', value: '203.0.113.7', addedAt: 1 }]);
    await snapshotOf(other).setValue(NOTHING_KNOWN);
    await removeConnection(removed.id);
    expect(await connections.getValue()).toEqual([kept]);
    expect(await snapshotOf(place).getValue()).toBeNull();
    expect(await allowlistOf(place).getValue()).toBeNull();
    expect(await ownEntriesOf(place).getValue()).toEqual([]);
    expect(await snapshotOf(other).getValue()).toEqual(NOTHING_KNOWN);
  });

  it('an account that an operator no longer picks leaves nothing behind', async () => {
    const { id } = await add(null);
    const dropped = { connectionId: id, account: 'a@example.com' };
    const kept = { connectionId: id, account: 'b@example.com' };
    await setShownAccounts(id, ['a@example.com', 'b@example.com']);
    await snapshotOf(dropped).setValue(NOTHING_KNOWN);
    await snapshotOf(kept).setValue(NOTHING_KNOWN);
    await setShownAccounts(id, ['b@example.com']);
    expect(await snapshotOf(dropped).getValue()).toBeNull();
    expect(await snapshotOf(kept).getValue()).toEqual(NOTHING_KNOWN);
  });
});

describe('connections of a file', () => {
  const imported = {
    endpoint: 'https://sendgate.example.com',
    otherFamilyEndpoint: 'https://v6.example.com',
    account: null,
    accounts: ['b@example.com'],
  };

  it('wait for a token once, and not where they are connected already', async () => {
    await add('a@example.com');
    const known = { ...imported, account: 'a@example.com', accounts: ['a@example.com'] };
    expect(await awaitConnections([imported, known])).toBe(1);
    expect(await awaitConnections([imported])).toBe(0);
    expect(await awaitedConnections.getValue()).toEqual([imported]);
  });

  it('with their token they are as they were, and wait no longer', async () => {
    await awaitConnections([imported]);
    await addConnection(tested(null), imported);
    expect(await connections.getValue()).toMatchObject([
      { otherFamilyEndpoint: 'https://v6.example.com', accounts: ['b@example.com'] },
    ]);
    expect(await awaitedConnections.getValue()).toEqual([]);
  });
});
