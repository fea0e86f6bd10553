/** The shapes of those answers of an endpoint that the browser also stores. Pure. */
import type {
  Alert,
  Allowlist,
  Entry,
  ProblemDocument,
  SenderList,
  Session,
} from '../../shared/api.ts';
import { FORMATS } from '../../shared/format-by-sign.ts';
import type { WithExpired } from './live-entries.ts';
import type { WithLogin } from './seen-login.ts';
import {
  both,
  codeOf,
  hasFields,
  isAddress,
  isCount,
  isFlag,
  isName,
  isText,
  isTime,
  listOf,
  oneOf,
  optional,
  orNull,
} from './shape.ts';

export const isMode = oneOf(['off', 'enforce', 'observe']);
export const isVerdict = oneOf(['allow', 'deny']);

export const isTokenRef = hasFields<Entry['createdBy']>({ tokenId: isText, name: isText });

export const isEntry = hasFields<Entry>({
  id: isText,
  format: oneOf(FORMATS),
  value: isText,
  remark: isText,
  createdAt: isTime,
  createdBy: isTokenRef,
  expiresAt: orNull(isTime),
  expired: isFlag,
  unreadable: optional(oneOf([true])),
});

/** A short form of an entry, for answers that only mention it. */
export const isEntryRef = hasFields<NonNullable<Alert['entry']>>({
  id: isText,
  value: isText,
  remark: isText,
});

export const isWithExpired = hasFields<WithExpired<object>>({ expired: optional(isCount) });

/** An older Worker knows no shared lists. */
export const isWithLists = hasFields<{ readonly lists?: readonly string[] | undefined }>({
  lists: optional(listOf(isText)),
});

export const isAllowlist = both(
  hasFields<Allowlist>({
    account: isText,
    mode: isMode,
    observesUntil: optional(isTime),
    suspended: isFlag,
    revision: isCount,
    count: isCount,
    limit: isCount,
    entries: listOf(isEntry),
  }),
  both(isWithExpired, isWithLists),
);

const isWithLogin = hasFields<WithLogin>({ login: optional(orNull(isText)) });

export const isAlert = both(
  hasFields<Alert>({
    id: isText,
    kind: codeOf(),
    at: isTime,
    address: orNull(isText),
    server: orNull(isTokenRef),
    entry: orNull(isEntryRef),
    expiresAt: orNull(isTime),
    count: orNull(isCount),
    addresses: orNull(isCount),
    since: orNull(isTime),
  }),
  isWithLogin,
);

const COUNTS = { allowed: isCount, refused: isCount, observed: isCount };

export const isSender = both(
  hasFields<SenderList['senders'][number]>({
    ...COUNTS,
    address: isAddress,
    firstSeenAt: isTime,
    lastSeenAt: isTime,
    verdict: isVerdict,
    entry: orNull(isEntryRef),
    server: isTokenRef,
    passwordWasRight: isFlag,
  }),
  isWithLogin,
);

export const isSenderList = hasFields<SenderList>({
  senders: listOf(isSender),
  entries: listOf(hasFields({ id: isText, uses: isCount, lastUsedAt: isTime })),
  days: listOf(hasFields({ ...COUNTS, day: isTime })),
});

export const isSession = both(
  hasFields<Session>({
    role: oneOf(['operator', 'manager', 'viewer', 'checker', 'relay']),
    account: orNull(isName),
    tokenId: isText,
    name: isText,
    expiresAt: orNull(isTime),
  }),
  // An older Worker has no shared lists.
  hasFields<{ readonly list?: string | null | undefined }>({ list: optional(orNull(isText)) }),
);

export const isProblem = hasFields<ProblemDocument>({
  code: codeOf(),
  status: isCount,
  detail: isText,
  requestId: isText,
  errors: listOf(
    hasFields<ProblemDocument['errors'][number]>({
      pointer: isText,
      value: optional(isText),
      message: isText,
    }),
  ),
});
