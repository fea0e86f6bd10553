/**
 * The shapes of the answers to the calls. They are written by hand, because the Worker's schema library is many times
 * larger than the extension.
 */

import type {
  Account,
  AlertPage,
  Change,
  Delivery,
  DeliveryList,
  HistoryEvent,
  HistoryPage,
  IssuedToken,
  IssuedWebhook,
  Preview,
  Token,
  Webhook,
  WebhookList,
} from '../../shared/api.ts';
import { ACCOUNT_FAIL_MODES, type AccountFailMode } from '../../shared/fail-mode.ts';
import { WEBHOOK_FORMS } from '../../shared/webhook.ts';
import type { Checked } from '../model/checked.ts';
import type { AccountsPage } from '../model/found-accounts.ts';
import { type IncludedRead, isIncludedRead } from '../model/known-list.ts';
import type { ListedAccount, UnreadableAccount } from '../model/listed-account.ts';
import type { WithExpired } from '../model/live-entries.ts';
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
  isUrl,
  listOf,
  oneOf,
  optional,
  orNull,
  recordOf,
  type Shape,
} from '../model/shape.ts';
import {
  isAlert,
  isEntry,
  isEntryRef,
  isMode,
  isSender,
  isTokenRef,
  isVerdict,
  isWithExpired,
  isWithLists,
} from '../model/wire-shapes.ts';

export const isHealth = hasFields<{ status: 'ok'; version: string }>({
  status: oneOf(['ok']),
  version: isText,
});

export const isCallerAddress = hasFields<{ address: string; family: 4 | 6 }>({
  address: isAddress,
  family: oneOf([4, 6]),
});

export const isDecision = hasFields<Checked>({
  verdict: isVerdict,
  reason: codeOf(),
  mode: orNull(isMode),
  account: isText,
  address: isText,
  entry: orNull(isEntryRef),
  revision: orNull(isCount),
});

export const isWarningList = listOf(
  hasFields<Change['warnings'][number]>({
    code: codeOf(),
    message: isText,
    value: optional(isText),
  }),
);

export const isChange = both(
  hasFields<Change>({
    mode: isMode,
    observesUntil: optional(isTime),
    revision: isCount,
    count: isCount,
    limit: isCount,
    added: listOf(isEntry),
    updated: listOf(isEntry),
    removed: listOf(isEntry),
    warnings: isWarningList,
  }),
  both(isWithExpired, isWithLists),
);

export const isIncludedLists = hasFields<{ readonly lists: readonly IncludedRead[] }>({
  lists: listOf(isIncludedRead),
});

export const isPreview = hasFields<Preview>({
  mode: isMode,
  revision: isCount,
  count: isCount,
  limit: isCount,
  warnings: isWarningList,
  senders: isCount,
  cutOff: listOf(isSender),
  letIn: listOf(isSender),
  observed: listOf(isSender),
  caller: orNull(
    hasFields<NonNullable<Preview['caller']>>({
      address: isAddress,
      before: isVerdict,
      after: isVerdict,
    }),
  ),
});

type Setting = HistoryEvent['before'][string];

const isSetting: Shape<Setting> = (value): value is Setting =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const isHistoryEvent = hasFields<HistoryEvent>({
  revision: isCount,
  at: isTime,
  action: codeOf(),
  by: isTokenRef,
  before: recordOf(isSetting),
  after: recordOf(isSetting),
  added: listOf(isEntry),
  updated: listOf(hasFields({ before: isEntry, after: isEntry })),
  removed: listOf(isEntry),
});

const isCursor = orNull(isText);

export const isHistoryPage = hasFields<HistoryPage>({
  events: listOf(isHistoryEvent),
  cursor: isCursor,
});

export const isAlertPage = hasFields<AlertPage>({ alerts: listOf(isAlert), cursor: isCursor });

const isWebhook = hasFields<Webhook>({
  id: isText,
  url: isUrl,
  form: oneOf(WEBHOOK_FORMS),
  name: isText,
  kinds: listOf(codeOf()),
  createdAt: isTime,
  createdBy: isTokenRef,
  oldSecretUntil: orNull(isTime),
  stoppedAt: orNull(isTime),
  // An older Worker does not give this field.
  refused: optional(orNull(isText)) as Shape<string | null>,
});

export const isWebhookList = hasFields<WebhookList>({ webhooks: listOf(isWebhook) });

export const isIssuedWebhook: Shape<IssuedWebhook> = both(
  isWebhook,
  hasFields<{ secret: string }>({ secret: isText }),
);

export const isDelivery = hasFields<Delivery>({
  id: isText,
  alertId: isText,
  kind: codeOf(),
  createdAt: isTime,
  state: codeOf(),
  attempts: isCount,
  lastAttemptAt: orNull(isTime),
  nextAttemptAt: orNull(isTime),
  status: orNull(isCount),
  error: orNull(codeOf()),
});

export const isDeliveryList = hasFields<DeliveryList>({ deliveries: listOf(isDelivery) });

export const isAccount = both(
  hasFields<Account>({
    account: isName,
    mode: isMode,
    revision: isCount,
    count: isCount,
    limit: isCount,
    consistency: oneOf(['default', 'strict']),
    suspended: isFlag,
    createdAt: isTime,
    lastCheckAt: orNull(isTime),
    alerts: isCount,
  }),
  hasFields<WithExpired<{ failMode?: AccountFailMode | undefined; note?: string | undefined }>>({
    expired: optional(isCount),
    // A Worker of version 0.2.0 knows none.
    failMode: optional(oneOf(ACCOUNT_FAIL_MODES)),
    // Only an operator receives the note.
    note: optional(isText),
  }),
);

const isUnreadableAccount = hasFields<UnreadableAccount>({
  account: isName,
  unreadable: oneOf([true]),
});

const isListedAccount: Shape<ListedAccount> = (value): value is ListedAccount =>
  isUnreadableAccount(value) || isAccount(value);

export const isAccountPage = hasFields<AccountsPage>({
  accounts: listOf(isListedAccount),
  cursor: isCursor,
  // An older Worker does not give this field.
  total: optional(isCount),
});

const TOKEN = {
  id: isText,
  role: oneOf(['manager', 'viewer', 'checker', 'relay']),
  name: isText,
  createdAt: isTime,
  expiresAt: orNull(isTime),
  // A Worker of version 0.2.0 does not know of this right.
  copies: optional(isFlag),
};

const isToken = hasFields<Token>({
  ...TOKEN,
  createdBy: isTokenRef,
  lastUsedAt: orNull(isTime),
  expired: isFlag,
});

export const isTokenList = hasFields<{ tokens: Token[] }>({ tokens: listOf(isToken) });

export const isIssuedToken = hasFields<IssuedToken>({ ...TOKEN, token: isText });
