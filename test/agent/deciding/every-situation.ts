/** Every situation of R26 that differs from another in what it says, not in how it is written. */

import type { Held, Limits } from '../../../agent/deciding/conclude.ts';
import type { FoundCopy } from '../../../agent/deciding/copies.ts';
import type { Checked } from '../../../agent/worker-client/worker-client.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { problem } from '../../../shared/problem.ts';
import { GONE, type ListCopy, UNREAD } from '../../../worker/deciding/known-account.ts';
import { ADDRESS, LISTED, LOGIN, NOT_LISTED } from '../support/decisions.ts';
import { entryOf, replicaOf } from '../support/replicas.ts';

export const NOW = Date.UTC(2026, 10, 30);
const HOUR = 3_600_000;

export const AGES = [0, 30_000, 30_001, HOUR - 1, HOUR, Number.POSITIVE_INFINITY, Number.NaN];
export const ALL_LIMITS: readonly Limits[] = [
  { freshMs: 30_000, maxStaleMs: HOUR },
  { freshMs: 30_000, maxStaleMs: 0 },
];
export const DEPLOYMENTS = ['unheard', 'closed', 'open'] as const;

const UNAVAILABLE = {
  reason: 'unavailable',
  mode: null,
  decidedBy: null,
  entry: null,
  revision: null,
} as const;
const said = problem('internal', 'Said.');

/** What came of asking the Worker. */
export const SAYINGS = {
  allows: { kind: 'decision', decision: LISTED },
  refuses: { kind: 'decision', decision: NOT_LISTED },
  suspends: { kind: 'decision', decision: { ...NOT_LISTED, reason: 'suspended' } },
  'observes, with a list unread': {
    kind: 'decision',
    decision: { ...LISTED, reason: 'unavailable', mode: 'observe', entry: null },
  },
  'fails closed': { kind: 'decision', decision: { ...LISTED, ...UNAVAILABLE, verdict: 'deny' } },
  'fails open': { kind: 'decision', decision: { ...LISTED, ...UNAVAILABLE, verdict: 'allow' } },
  'is gone': { kind: 'unreachable', cause: 'no answer' },
  'refuses the token': { kind: 'bad-token', problem: said },
  'refuses the question': { kind: 'bad-question', problem: said },
  'has enough': { kind: 'rate-limited', problem: said },
} as const satisfies Record<string, Checked>;
export type Saying = keyof typeof SAYINGS;

const STANDINGS = ['live', 'strict', 'suspended', 'strict and suspended', 'unreadable'] as const;
const MODES = ['off', 'observe', 'enforce'] as const;
const COVERS = ['not', 'expired', 'now'] as const;
const LISTS = ['none', 'not', 'expired', 'now', 'gone', 'unread', 'unread, then now'] as const;
const FAIL_MODES = ['default', 'closed', 'open'] as const;
export const OWNERS = ['own', 'domain'] as const;

export interface LiveTerms {
  readonly owner: (typeof OWNERS)[number];
  readonly standing: (typeof STANDINGS)[number];
  readonly mode: (typeof MODES)[number];
  readonly covers: (typeof COVERS)[number];
  readonly lists: (typeof LISTS)[number];
  readonly failMode: (typeof FAIL_MODES)[number];
}
/** A login whose own account is not known, beside that of its domain. */
const HIDDEN = {
  'hidden, domain default': {},
  'hidden, domain open': { failMode: 'open' },
  'hidden, domain closed': { failMode: 'closed' },
  'hidden, domain suspended': { failMode: 'open', suspended: true },
} as const;
export type CopyTerms = LiveTerms | 'deleted' | 'none' | keyof typeof HIDDEN;

export function everyCopy(): [CopyTerms, FoundCopy][] {
  const live = OWNERS.flatMap((owner) =>
    STANDINGS.flatMap((standing) =>
      MODES.flatMap((mode) =>
        COVERS.flatMap((covers) =>
          LISTS.flatMap((lists) =>
            FAIL_MODES.map((failMode) => ({ owner, standing, mode, covers, lists, failMode })),
          ),
        ),
      ),
    ),
  );
  return [
    ...live.map((terms): [CopyTerms, FoundCopy] => [terms, copyOf(terms)]),
    ['deleted', { state: 'deleted' }],
    ['none', { state: 'none' }],
    ...Object.entries(HIDDEN).map(([name, terms]): [CopyTerms, FoundCopy] => {
      const domain = replicaOf({ account: '@example.com', ...terms }, entriesOf('now'));
      return [name as keyof typeof HIDDEN, { state: 'none', domain }];
    }),
  ];
}

export const QUESTION = { login: LOGIN, address: addressOf(ADDRESS), passwordWasRight: true };

export function heldIn(found: FoundCopy, ageMs: number, heard: (typeof DEPLOYMENTS)[number]): Held {
  const deployment =
    heard === 'unheard'
      ? undefined
      : { failMode: heard, unknownAccounts: 'deny' as const, dovecotRefusalMessage: '' };
  return { found, ageMs, now: NOW, deployment };
}

function copyOf({ owner, standing, mode, covers, lists, failMode }: LiveTerms): FoundCopy {
  const names = listsOf(lists).map((_, index) => `list-${index}`);
  const account = replicaOf(
    {
      account: owner === 'own' ? LOGIN : '@example.com',
      mode,
      suspended: standing.endsWith('suspended'),
      consistency: standing.startsWith('strict') ? 'strict' : 'default',
      ...(names.length > 0 && { lists: names }),
      ...(failMode !== 'default' && { failMode }),
    },
    entriesOf(covers),
  );
  const known = { account, lists: listsOf(lists) };
  return { state: 'live', known, isUnreadable: standing === 'unreadable' };
}

function listsOf(lists: LiveTerms['lists']): ListCopy[] {
  switch (lists) {
    case 'none':
      return [];
    case 'gone':
      return [GONE];
    case 'unread':
      return [UNREAD];
    case 'unread, then now':
      return [UNREAD, listOf('now')];
    default:
      return [listOf(lists)];
  }
}

function listOf(covers: LiveTerms['covers']): ListCopy {
  return { state: 'found', list: replicaOf({ account: '\0list' }, entriesOf(covers)) };
}

function entriesOf(covers: LiveTerms['covers']) {
  if (covers === 'not') return [entryOf('192.0.2.1')];
  return [entryOf(ADDRESS, covers === 'now' ? NOW + 1 : NOW)];
}

function addressOf(text: string) {
  const parsed = parseClientAddress(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.value;
}
