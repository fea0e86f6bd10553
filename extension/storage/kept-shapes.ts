/**
 * The shapes of the stored values. They are checked, as another version may have put something else under the same
 * key.
 */
import type { SharedEntry } from '../../shared/judge-address.ts';
import type { AlertMark } from '../model/alert-news.ts';
import type { AwaitedConnection, Connection } from '../model/connection.ts';
import type { Draft } from '../model/draft.ts';
import { parseEndpoint } from '../model/endpoint-text.ts';
import type { AlertMarks, AlertTarget, KnownAlerts } from '../model/known-alerts.ts';
import type { KnownSenders } from '../model/known-senders.ts';
import type { KnownVerdict } from '../model/known-verdict.ts';
import { LANGUAGES } from '../model/language.ts';
import type { OwnChange } from '../model/own-change.ts';
import type { OwnEntry } from '../model/own-entry.ts';
import { isKnownPause } from '../model/pause.ts';
import { isPlace } from '../model/places.ts';
import type { CompanyConnection, Policy, PolicyFlaw } from '../model/policy.ts';
import { POLICY_PARTS } from '../model/policy.ts';
import type { QuickAdd } from '../model/quick-add.ts';
import {
  codeOf,
  hasFields,
  isAddress,
  isCount,
  isFlag,
  isName,
  isNumber,
  isText,
  listOf,
  oneOf,
  optional,
  orNull,
  type Shape,
} from '../model/shape.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TabPosition } from '../model/tab-position.ts';
import type { Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import {
  isAlert,
  isEntry,
  isMode,
  isProblem,
  isSenderList,
  isSession,
  isVerdict,
} from '../model/wire-shapes.ts';

/** The token is sent to this endpoint, so it must use HTTPS or be on this machine. */
const isEndpoint: Shape<string> = (value): value is string =>
  isText(value) && parseEndpoint(value).ok;

export const isConnection = hasFields<Connection>({
  id: isText,
  endpoint: isEndpoint,
  otherFamilyEndpoint: orNull(isEndpoint),
  token: isText,
  session: isSession,
  accounts: listOf(isName),
  replacedTokenId: optional(isText),
});

export const isAwaitedConnection = hasFields<AwaitedConnection>({
  endpoint: isEndpoint,
  otherFamilyEndpoint: orNull(isEndpoint),
  account: orNull(isName),
  accounts: listOf(isName),
});

export const isPolicy = hasFields<Policy>({
  connections: listOf(
    hasFields<CompanyConnection>({
      endpoint: isEndpoint,
      otherFamilyEndpoint: orNull(isEndpoint),
      account: orNull(isName),
    }),
  ),
  consoles: listOf(isText),
  language: orNull(oneOf(LANGUAGES)),
  locked: listOf(oneOf(POLICY_PARTS)),
  flaws: listOf(hasFields<PolicyFlaw>({ pointer: isText, wanted: codeOf() })),
});

export const isTabPosition = hasFields<TabPosition>({
  hidden: isFlag,
  side: oneOf(['left', 'right']),
  top: isNumber,
});

export const isKnownVerdict = hasFields<KnownVerdict>({
  place: isPlace,
  address: isText,
  allowed: isFlag,
});

export const isOwnChange = hasFields<OwnChange>({ place: isPlace, revision: isCount });

export const isQuickAdd = hasFields<QuickAdd>({
  remark: isText,
  expiry: oneOf(['8-hours', '1-day', '1-week', 'always']),
});

export const isDraft = hasFields<Draft>({
  values: listOf(isText),
  remark: optional(isText),
  at: isNumber,
});

export const isUndo = hasFields<Undo>({
  place: isPlace,
  what: oneOf(['added', 'renewed', 'replaced', 'edited', 'deleted', 'disabled', 'restored']),
  value: isText,
  count: isCount,
  revisionBefore: isCount,
  revisionAfter: isCount,
  wasEmpty: isFlag,
  until: isNumber,
});

export const isKnownSenders = hasFields<KnownSenders>({
  place: isPlace,
  at: isNumber,
  list: isSenderList,
});

export const isOwnEntry = hasFields<OwnEntry>({ id: isText, value: isText, addedAt: isNumber });

export const isAlertMark = hasFields<AlertMark>({ id: isText, at: isText });

export const isAlertMarks = hasFields<AlertMarks>({
  seen: isAlertMark,
  dealtWith: listOf(isText),
});

export const isAlertTarget = hasFields<AlertTarget>({
  place: isPlace,
  alertId: orNull(isText),
  address: orNull(isText),
  at: isNumber,
});

type Failure = Extract<Trouble, { kind: 'offline' } | { kind: 'unreachable' }>;

const isFailure = hasFields<{ kind: Failure['kind'] }>({ kind: oneOf(['offline', 'unreachable']) });
const isOtherService = hasFields<Extract<Trouble, { kind: 'not-sendgate' }>>({
  kind: oneOf(['not-sendgate']),
  status: isCount,
});
const isRefusal = hasFields<Extract<Trouble, { kind: 'refused' }>>({
  kind: oneOf(['refused']),
  problem: isProblem,
  retryAt: orNull(isNumber),
});

const isTrouble: Shape<Trouble> = (value): value is Trouble =>
  isFailure(value) || isOtherService(value) || isRefusal(value);

export const isKnownAlerts = hasFields<KnownAlerts>({
  at: isNumber,
  alerts: listOf(isAlert),
  cursor: orNull(isText),
  trouble: orNull(isTrouble),
});

export const isSnapshot = hasFields<Snapshot>({
  at: isNumber,
  mode: isMode,
  revision: isCount,
  count: isCount,
  live: isCount,
  limit: isCount,
  suspended: isFlag,
  addresses: listOf(
    hasFields<Snapshot['addresses'][number]>({
      address: isAddress,
      family: oneOf([4, 6]),
      verdict: isVerdict,
      reason: codeOf(),
      entry: orNull(isEntry),
      shared: optional(hasFields<SharedEntry>({ list: isText, entry: isEntry })),
    }),
  ),
  previous: orNull(isEntry),
  listsLetIn: optional(oneOf([true])),
  isShared: optional(oneOf([true])),
  pause: optional(orNull(isKnownPause)),
  trouble: orNull(isTrouble),
});
