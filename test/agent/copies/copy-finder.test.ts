import { expect, it } from 'vitest';
import type { FoundCopy } from '../../../agent/deciding/copies.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { allowFrom } from '../../../worker/deciding/known-account.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import {
  accountItem,
  base64,
  change,
  FeedScene,
  listItem,
  type PageParts,
  page,
  replicaBytes,
} from './feed-script.ts';

const LOGIN = 'sender@example.com';
const DOMAIN = '@example.com';

async function copiesOf(...pages: PageParts[]) {
  const scene = new FeedScene();
  const copies = scene.copies();
  for (const [index, parts] of pages.entries())
    await scene.synchronise(copies, index === 0 ? page(parts) : change(`c${index + 1}`, parts));
  return copies;
}

function including(account: string, lists: readonly string[], ...texts: string[]) {
  return { account, version: 1, copy: base64(replicaBytes(account, { lists }, ...texts)) };
}

/** An account with settings that this version does not know. */
function newer(account: string) {
  const header: object = { failMode: 'by-hour', mode: 'quarantine' };
  return { account, version: 1, copy: base64(replicaBytes(account, header)) };
}

function nameOf(found: FoundCopy): string {
  switch (found.state) {
    case 'live': {
      const { account, mode, failMode } = found.known.account;
      if (failMode !== 'default') return `${account}, ${mode}, ${failMode}`;
      return found.isUnreadable ? `${account}, unreadable` : account;
    }
    case 'deleted':
      return 'deleted';
    case 'none':
      return found.domain ? `none, beside ${found.domain.account}` : 'none';
  }
}

it.each<[string, PageParts[], string]>([
  ['nothing', [{}], 'none'],
  ['its own account', [{ accounts: [accountItem(LOGIN), accountItem(DOMAIN)] }], LOGIN],
  ['the account of its domain', [{ accounts: [accountItem(DOMAIN)] }], DOMAIN],
  ['another domain', [{ accounts: [accountItem('@example.org')] }], 'none'],
  ['a deletion', [{ accounts: [{ account: LOGIN, version: 2, deleted: true }] }], 'deleted'],
  [
    'a deletion as a copy',
    [
      {
        accounts: [
          { account: LOGIN, version: 1, copy: base64(replicaBytes(LOGIN, { deleted: true })) },
        ],
      },
    ],
    'deleted',
  ],
  [
    'a deletion, and the account of its domain',
    [{ accounts: [{ account: LOGIN, version: 2, deleted: true }, accountItem(DOMAIN)] }],
    DOMAIN,
  ],
  [
    'the deletion of its domain',
    [{ accounts: [{ account: DOMAIN, version: 2, deleted: true }] }],
    'none',
  ],
  [
    'an account that was never read, and the account of its domain',
    [{ accounts: [{ account: LOGIN, unreadable: true }, accountItem(DOMAIN)] }],
    'none, beside @example.com',
  ],
  [
    'an account that was made again and can’t be read, and the account of its domain',
    [
      { accounts: [{ account: LOGIN, version: 2, deleted: true }, accountItem(DOMAIN)] },
      { accounts: [{ account: LOGIN, unreadable: true }] },
    ],
    'deleted',
  ],
  [
    'an account that can’t be read now',
    [{ accounts: [accountItem(LOGIN)] }, { accounts: [{ account: LOGIN, unreadable: true }] }],
    `${LOGIN}, unreadable`,
  ],
  [
    'the same in a whole synchronisation',
    [
      { accounts: [accountItem(LOGIN)] },
      { full: true, accounts: [{ account: LOGIN, unreadable: true }] },
    ],
    `${LOGIN}, unreadable`,
  ],
  [
    'an account that could not be read, and can again in the same version',
    [
      { accounts: [accountItem(LOGIN)] },
      { accounts: [{ account: LOGIN, unreadable: true }] },
      { accounts: [accountItem(LOGIN)] },
    ],
    LOGIN,
  ],
  ['no longer its account', [{ accounts: [accountItem(LOGIN)] }, { full: true }], 'deleted'],
  ['something new', [{ accounts: [{ account: LOGIN, version: 3, moved: true }] }], 'none'],
  [
    'its own account, with fields of a newer Worker',
    [{ accounts: [{ ...accountItem(LOGIN), region: 'eu' }], ...{ groups: [{ group: 'shops' }] } }],
    LOGIN,
  ],
  [
    'a fail mode and a mode of a newer Worker',
    [{ accounts: [newer(LOGIN)] }],
    `${LOGIN}, enforce, closed`,
  ],
])('for a login it finds what decides: %s', async (_, pages, expected) => {
  const found = (await copiesOf(...pages)).find(LOGIN);
  expect(nameOf(found)).toBe(expected);
});

const good = new Uint8Array(replicaBytes(LOGIN, {}, '192.0.2.1'));
const later = Uint8Array.from(good, (byte, index) => (index === 3 ? byte + 5 : byte));
it.each<[string, Uint8Array, number]>([
  ['have a layout of a later release', later, 1],
  ['are cut off', good.subarray(0, 60), 1],
  ['are none', new Uint8Array(), 1],
  ['are those of another account', new Uint8Array(replicaBytes('other@example.com')), 1],
  ['have another version', good, 2],
  ['have a header that is no JSON', good.map((byte) => (byte === 0x7b ? 0x7d : byte)), 1],
])(
  'it asks the Worker about an account whose bytes %s, and never its domain',
  async (_, bytes, version) => {
    const copy = Buffer.from(bytes).toString('base64');
    const accounts = [accountItem(DOMAIN), { account: LOGIN, version, copy }];
    const copies = await copiesOf({ accounts: [accountItem(LOGIN, 1, '192.0.2.1')] }, { accounts });
    expect(nameOf(copies.find(LOGIN))).toBe('none, beside @example.com');
    expect(copies.status()).toMatchObject({ accounts: 2, unreadable: 1 });
  },
);

it('R20: it resolves the shared lists of an account', async () => {
  const copies = await copiesOf({
    accounts: [including(LOGIN, ['office', 'old', 'unknown'])],
    lists: [listItem('office', 4, '192.0.2.1'), { list: 'old', version: 3, deleted: true }],
  });
  const found = copies.find(LOGIN);
  if (found.state !== 'live') throw new Error(found.state);
  expect(found.known.lists.map(({ state }) => state)).toEqual(['found', 'gone', 'unread']);
  const address = parseClientAddress('192.0.2.1');
  const decision = address.ok && allowFrom(found.known, LOGIN, address.value, NOW);
  expect(decision).toMatchObject({ verdict: 'allow', entry: { list: 'office' }, listRevision: 4 });
});

it('R20: a change of a list is seen through an account that is open already', async () => {
  const scene = new FeedScene();
  const copies = scene.copies();
  const states = () => {
    const found = copies.find(LOGIN);
    if (found.state !== 'live') return found.state;
    const [list] = found.known.lists;
    return `${list?.state} ${list?.list?.revision} ${found.isUnreadable}`;
  };
  await scene.synchronise(copies, page({ accounts: [including(LOGIN, ['office'])] }));
  expect(states()).toBe('unread undefined false');
  const lists = [
    [{ lists: [listItem('office', 1)] }, 'found 1 false'],
    [{ lists: [listItem('office', 2)] }, 'found 2 false'],
    [{ lists: [{ list: 'office', unreadable: true }] }, 'found 2 true'],
    [{ lists: [listItem('office', 1)] }, 'found 2 true'],
    [{ lists: [listItem('office', 2)] }, 'found 2 false'],
    [{ lists: [{ list: 'office', version: 3, deleted: true }] }, 'gone undefined false'],
    [{ full: true, accounts: [including(LOGIN, ['office'])] }, 'gone undefined false'],
  ] as const;
  for (const [index, [parts, expected]] of lists.entries()) {
    await scene.synchronise(copies, change(`d${index}`, parts));
    expect(states()).toBe(expected);
  }
});
