/**
 * The schemas of the API. The Worker validates requests with them, /openapi.json is made from them, and clients
 * get their types from them.
 */
import { z } from 'zod';
import {
  describeAccountIdProblem,
  findDomainAccount,
  isDomainAccount,
  parseAccountId,
  parseStoredAccountId,
} from './account-id.ts';
import { ACCOUNT_SORTS, BY_NAME } from './account-search.ts';
import { ALERT_KINDS, type AlertKind as AnyAlertKind, LIST_ALERT_KINDS } from './alert.ts';
import { MAX_ENTRY_LIMIT } from './allowlist.ts';
import { WARNING_CODES } from './change-warnings.ts';
import { parseClientAddress } from './client-address.ts';
import { parseClientAddressHeader } from './client-address-header.ts';
import { DECISION_REASONS } from './decision.ts';
import { DEPLOYMENT_EVENT_KINDS } from './deployment-event.ts';
import { EXPORT_FORMAT_NAMES } from './exports/export-format-name.ts';
import { ACCOUNT_FAIL_MODES } from './fail-mode.ts';
import { HISTORY_ACTIONS } from './history.ts';
import {
  HOUR_SECONDS,
  MAX_ACCOUNT_CHARACTERS,
  MAX_ADDRESS_CHARACTERS,
  MAX_BATCH_LINES,
  MAX_CHECKS,
  MAX_NAME_CHARACTERS,
  MAX_NOTE_CHARACTERS,
  MAX_OBSERVED_ACCOUNTS,
  MAX_OBSERVED_COUNT,
  MAX_OBSERVED_LEAKS,
  MAX_OBSERVED_SENDERS,
  MAX_REMARK_CHARACTERS,
  YEAR_SECONDS,
} from './limits.ts';
import { LIST_NAME_FORM, MAX_LIST_NAME_CHARACTERS, parseListName } from './list-name.ts';
import { isPlainText } from './plain-text.ts';
import { PROBLEMS, type ProblemCode } from './problem.ts';
import { describeValueProblem } from './value-problem.ts';
import {
  DELIVERED_KINDS,
  DELIVERY_ERRORS,
  DELIVERY_STATES,
  MAX_URL_CHARACTERS,
  MAX_WEBHOOKS,
  WEBHOOK_FORMS,
} from './webhook.ts';

/**
 * Marks a refinement that checks a rule of the domain. Its refusal is answered with 422; a wrong shape is
 * answered with 400.
 */
const DOMAIN_RULE = { params: { rule: 'domain' } };

const text = (maximum: number) =>
  z
    .string()
    .max(maximum)
    .refine(isPlainText, { message: 'No control characters or lone surrogates.' });

const timestamp = z.iso.datetime({
  offset: true,
  message: 'A time looks like 2030-01-31T08:00:00Z.',
});

const accountId = (parse: typeof parseAccountId) =>
  z
    .string()
    .max(MAX_ACCOUNT_CHARACTERS)
    .transform((value, context) => {
      const parsed = parse(value);
      if (parsed.ok) return parsed.value;
      const message = describeAccountIdProblem(parsed.error, value);
      context.addIssue({ code: 'custom', message, input: value, ...DOMAIN_RULE });
      return z.NEVER;
    });

export const AccountId = accountId(parseAccountId).meta({
  description:
    'The SMTP login; made canonical: Unicode NFC, trimmed, lower-cased, a domain beyond ASCII in its ASCII form (UTS 46).',
  example: 'sender@example.com',
});

/** The name of a stored account. The first version made accounts with names that are no longer canonical. */
const StoredAccountId = accountId(parseStoredAccountId).meta({
  description: 'As GET /v1/accounts names it.',
  example: 'sender@example.com',
});

/** Gives a schema the description that fits one place, since the same schema is part of several bodies. */
const described = <Schema extends z.ZodType>(schema: Schema, description: string) =>
  schema.meta({ description });

/** The name of a shared list. Another spelling is no name. */
export const ListName = z
  .string()
  .refine((name) => parseListName(name).ok, { message: LIST_NAME_FORM, ...DOMAIN_RULE })
  .meta({ description: 'The name of a shared list.', example: 'office' });

const Format = z.enum(['address', 'segment', 'range']);
const Mode = z.enum(['off', 'enforce', 'observe']);
const ListedMode = z.enum(['enforce', 'observe']);
const StartMode = ListedMode.optional().meta({
  description:
    'How a list that is off begins, enforce unless given; one that is on stays what it is.',
});
const Consistency = z.enum(['default', 'strict']);
const AccountFailMode = z.enum(ACCOUNT_FAIL_MODES);
const AccountRole = z.enum(['manager', 'viewer', 'checker']);
const Remark = text(MAX_REMARK_CHARACTERS);
const EntryId = z
  .string()
  .regex(/^[a-z0-9]{1,40}$/, 'An entry id has up to 40 digits and lower-case letters.');
const Limit = z.int().min(1).max(MAX_ENTRY_LIMIT);
const EXPIRY_RANGE = `It is from ${HOUR_SECONDS} (an hour) to ${YEAR_SECONDS} (a year).`;
const ExpiresInSeconds = z.int().min(HOUR_SECONDS, EXPIRY_RANGE).max(YEAR_SECONDS, EXPIRY_RANGE);
const TokenRef = z.object({ tokenId: z.string(), name: z.string() });

const one = <Shape extends z.ZodObject>(schema: Shape) =>
  schema.refine((body) => !('expiresAt' in body && 'expiresInSeconds' in body), {
    message: 'Give expiresAt or expiresInSeconds, not both.',
    path: ['expiresInSeconds'],
  });

const terms = {
  remark: described(Remark.optional(), 'For people: who or what is at the addresses.'),
  expiresAt: described(timestamp.nullable().optional(), 'From then on the entry lets nobody in.'),
  expiresInSeconds: described(ExpiresInSeconds.optional(), 'The same, counted from now.'),
};

const AddValues = z.strictObject({
  format: described(Format, 'One for all values.'),
  values: described(
    z.array(z.string().max(MAX_ADDRESS_CHARACTERS)).min(1).max(MAX_ENTRY_LIMIT),
    'Each becomes an entry: all of them, or none.',
  ),
  ...terms,
  mode: StartMode,
});

const AddCurrent = z.strictObject({
  current: described(z.literal(true), 'The address that the request comes from.'),
  prefixLength: described(
    z.int().min(1).max(128).optional(),
    'The segment of this length around the address, in its place.',
  ),
  ...terms,
  mode: StartMode,
});

export const AddRequest = z.union([one(AddValues), one(AddCurrent)]).meta({
  id: 'AddRequest',
  description: 'Values of one format, or the address the request comes from.',
});

/** A member that an export has and an import ignores. An export can then be imported without any edit. */
const ofExport = z.unknown().optional().meta({ description: 'As in an export; it is not read.' });

const ImportedEntry = z.strictObject({
  format: described(Format, 'The format of this value.'),
  value: described(z.string().max(MAX_ADDRESS_CHARACTERS), 'An address, a segment or a range.'),
  remark: terms.remark,
  expiresAt: timestamp
    .nullable()
    .optional()
    .meta({ description: 'A time that has passed gives an expired entry, which lets nobody in.' }),
  id: ofExport,
  createdAt: ofExport,
  createdBy: ofExport,
  expired: ofExport,
  unreadable: ofExport,
});

function isFilledArray(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

export const ImportRequest = z
  .strictObject({
    entries: described(
      z.array(ImportedEntry).max(MAX_ENTRY_LIMIT),
      'All of them are added, or none. Without any, mode is off, as in the export of an empty list.',
    ),
    mode: described(
      Mode.optional(),
      'How a list that is off begins, enforce unless given; one that is on stays what it is. Only an empty list is off.',
    ),
    account: ofExport,
    suspended: ofExport,
    revision: ofExport,
    count: ofExport,
    expired: ofExport,
    limit: ofExport,
    admits: ofExport,
    segments: ofExport,
    list: ofExport,
    lists: ofExport,
    observesUntil: ofExport,
  })
  // The export of a list that is on only by the shared lists that it includes has no entries of its own. That of a
  // shared list has no mode.
  .refine(
    ({ entries, mode, list, lists }) =>
      entries.length > 0 || mode === 'off' || list !== undefined || isFilledArray(lists),
    {
      message: 'It must not be empty: only the export of an empty list is, and its mode is off.',
      path: ['entries'],
    },
  )
  .refine(({ entries, mode }) => entries.length === 0 || mode !== 'off', {
    message: 'It must be enforce or observe: only an empty list is off.',
    path: ['mode'],
  })
  .meta({
    id: 'ImportRequest',
    description:
      'Entries of any format, each with its own terms; or what the export as json, or the allowlist’s own call, gave. Ids and who added an entry are made anew. An empty list adds nothing.',
  });

export const EditRequest = z
  .strictObject({ remark: terms.remark, expiresAt: terms.expiresAt })
  .refine((body) => Object.keys(body).length > 0, { message: 'Give remark, expiresAt or both.' })
  .meta({
    id: 'EditRequest',
    description: 'What is not given stays as it is; expiresAt null never expires.',
  });

/** A list holds as many expired entries beside those that count. */
const MAX_LISTED_ENTRIES = 2 * MAX_ENTRY_LIMIT;

const entryIds = (description: string) =>
  described(z.array(EntryId).min(1).max(MAX_LISTED_ENTRIES), description);

export const EditEntriesRequest = z
  .strictObject({
    entries: entryIds('The ids of entries: all of them are edited, or none.'),
    remark: terms.remark,
    expiresAt: terms.expiresAt,
  })
  .refine((body) => body.remark !== undefined || body.expiresAt !== undefined, {
    message: 'Give remark, expiresAt or both.',
  })
  .meta({
    id: 'EditEntriesRequest',
    description:
      'The same remark or expiry for several entries. What is not given stays as it is; expiresAt null never expires.',
  });

export const DeleteEntriesRequest = z
  .strictObject({ entries: entryIds('The ids of entries: all of them are deleted, or none.') })
  .meta({ id: 'DeleteEntriesRequest', description: 'Without its last entry the list is off.' });

export const ReplaceRequest = z
  .strictObject({
    remove: entryIds('The ids of entries.'),
    add: AddRequest,
  })
  .meta({
    id: 'ReplaceRequest',
    description: 'The ids of entries to delete, and what to add in their place.',
  });

export const RestoreRequest = z
  .union([
    z.strictObject({ revision: described(z.int().min(0), 'As a history or an answer names it.') }),
    z.strictObject({
      entries: entryIds('The ids of entries that were deleted in the last 30 days.'),
    }),
  ])
  .meta({
    id: 'RestoreRequest',
    description: 'The whole list as it was at a revision, or deleted entries.',
  });

export const ModeRequest = one(
  z.strictObject({
    mode: described(ListedMode, 'Whether the list refuses.'),
    expiresAt: described(
      timestamp.nullable().optional(),
      'With observe: from then on the list enforces by itself; null or nothing: it observes until told otherwise.',
    ),
    expiresInSeconds: described(ExpiresInSeconds.optional(), 'The same, counted from now.'),
  }),
)
  .refine(({ mode, ...end }) => mode === 'observe' || Object.keys(end).length === 0, {
    message: 'Only observe ends by itself: leave out when.',
    path: ['mode'],
  })
  .meta({
    id: 'ModeRequest',
    description: 'observe refuses nobody and counts whom it would refuse.',
  });

export const AttachRequest = z.strictObject({ mode: StartMode }).meta({
  id: 'AttachRequest',
  description: 'Nothing, or how an account begins that is off and is turned on by this list.',
});

const accountSettings = {
  limit: described(Limit.optional(), 'At most so many live entries, and as many expired ones.'),
  consistency: described(
    Consistency.optional(),
    'With strict each check reads the account’s object, so that a change counts at once everywhere.',
  ),
  failMode: described(
    AccountFailMode.optional(),
    'What a check gets while nothing can be read: closed refuses, open allows anyone who has the password, default is FAIL_MODE of the deployment.',
  ),
  note: described(text(MAX_NOTE_CHARACTERS).optional(), 'The operator’s own.'),
};

export const CreateAccountRequest = z
  .strictObject({
    account: AccountId,
    ...accountSettings,
    suspended: described(
      z.boolean().optional(),
      'Whether it refuses every address until that is lifted.',
    ),
    off: described(
      z.boolean().optional(),
      'Whether the login may be opened that the account of its domain closes.',
    ),
  })
  .meta({ id: 'CreateAccountRequest', description: 'A limit of 10 entries unless given.' });

export const CreateAccountsRequest = z
  .array(CreateAccountRequest)
  .min(1)
  .max(MAX_BATCH_LINES)
  .meta({
    id: 'CreateAccountsRequest',
    description:
      'NDJSON: each item is a line. Blank lines are passed over, and count only in the numbers of lines.',
  });

export const ChangeAccountRequest = z
  .strictObject({
    ...accountSettings,
    suspended: described(z.boolean().optional(), 'Whether every address is refused.'),
    off: described(
      z.boolean().optional(),
      'With suspended false: whether a login without entries may be opened that the account of its domain closes.',
    ),
  })
  .refine(({ off: _, ...settings }) => Object.keys(settings).length > 0, {
    message: 'Give limit, consistency, failMode, note or suspended.',
  })
  .meta({
    id: 'ChangeAccountRequest',
    description: 'What is not given stays as it is. A suspended account sends from nowhere.',
  });

const listSettings = {
  limit: described(Limit.optional(), 'At most so many live entries, and as many expired ones.'),
  note: described(text(MAX_NOTE_CHARACTERS).optional(), 'The operator’s own.'),
};

export const CreateListRequest = z
  .strictObject({ list: ListName, ...listSettings })
  .meta({ id: 'CreateListRequest', description: 'A limit of 100 entries unless given.' });

export const ChangeListRequest = z
  .strictObject(listSettings)
  .refine((body) => Object.keys(body).length > 0, { message: 'Give limit, note or both.' })
  .meta({ id: 'ChangeListRequest', description: 'What is not given stays as it is.' });

const tokenTerms = {
  name: described(text(MAX_NAME_CHARACTERS).min(1), 'For people: it stands in histories.'),
  expiresInSeconds: described(ExpiresInSeconds.optional(), 'Without it, the token never expires.'),
};

export const IssueTokenRequest = z
  .strictObject({ role: described(AccountRole, 'What the token may do.'), ...tokenTerms })
  .meta({
    id: 'IssueTokenRequest',
    description:
      'A manager changes the list, a viewer reads it, a checker asks whether its own address may send.',
  });

export const IssueListTokenRequest = z
  .strictObject({
    role: described(z.enum(['manager', 'viewer']), 'What the token may do.'),
    ...tokenTerms,
  })
  .meta({
    id: 'IssueListTokenRequest',
    description:
      'A manager changes the shared list, a viewer reads it. Neither asks about accounts.',
  });

const ClientAddressHeader = z
  .string()
  .max(100)
  .transform((value, context) => {
    const parsed = parseClientAddressHeader(value);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: 'custom', message: parsed.error, input: value, ...DOMAIN_RULE });
    return z.NEVER;
  })
  .meta({
    description: 'The header in which this proxy, and no one else, says its client’s address.',
    example: 'X-Sendgate-Client-Address',
  });

export const IssueRelayTokenRequest = z
  .strictObject({
    ...tokenTerms,
    clientAddressHeader: ClientAddressHeader.optional(),
    copies: described(
      z.boolean().optional(),
      'Gives the right to copies: the holder can read the name, the mode and the addresses of every account and shared list.',
    ),
  })
  .meta({
    id: 'IssueRelayTokenRequest',
    description:
      'For a mail server; clientAddressHeader is for a proxy in front of an API, copies for an agent beside a mail server.',
  });

const AlertKind = z.enum(ALERT_KINDS);

const webhookTerms = {
  url: z.string().max(MAX_URL_CHARACTERS).meta({
    description: 'The place that alerts are posted to: HTTPS on a public host.',
    example: 'https://hooks.example.com/sendgate',
  }),
  form: described(z.enum(WEBHOOK_FORMS), 'How an alert is written.'),
  name: described(text(MAX_NAME_CHARACTERS).optional(), 'For people.'),
};

export const CreateWebhookRequest = z
  .strictObject({
    ...webhookTerms,
    kinds: described(
      z.array(AlertKind).min(1).max(ALERT_KINDS.length).optional(),
      'The kinds of alerts that are sent there.',
    ),
  })
  .meta({
    id: 'CreateWebhookRequest',
    description:
      'standard is JSON as Standard Webhooks says; slack is {"text"}; text is {"subject","text"}. kinds are those of the alerts it gets; without, it gets every alert.',
  });

const ofList: readonly AnyAlertKind[] = LIST_ALERT_KINDS;
const ListAlertKind = AlertKind.refine((kind) => ofList.includes(kind), {
  message: `A shared list has no such alerts. Its kinds are: ${LIST_ALERT_KINDS.join(', ')}.`,
  ...DOMAIN_RULE,
});

export const CreateListWebhookRequest = z
  .strictObject({
    ...webhookTerms,
    kinds: described(
      z.array(ListAlertKind).min(1).max(ALERT_KINDS.length).optional(),
      `The kinds of alerts that are sent there. A shared list has ${LIST_ALERT_KINDS.join(', ')} alone.`,
    ),
  })
  .meta({
    id: 'CreateListWebhookRequest',
    description:
      'As a webhook of an account. A shared list has alerts of one kind: entries that are about to expire.',
  });

/**
 * A client address as a mail server sends it. The Worker then reads it with the strict parser of the
 * domain.
 */
const ClientAddress = z
  .string()
  .max(MAX_ADDRESS_CHARACTERS)
  .meta({ description: 'The client’s address.', example: '203.0.113.7' });

export const CheckRequest = z
  .strictObject({ account: AccountId, address: ClientAddress.optional() })
  .meta({ id: 'CheckRequest', description: 'Without an address, the caller’s own.' });

export const CheckBatchRequest = z
  .strictObject({
    checks: described(z.array(CheckRequest).min(1).max(MAX_CHECKS), 'In the order of the answer.'),
  })
  .meta({ id: 'CheckBatchRequest', description: 'One check for each account and address.' });

const observedCounts = {
  allowed: described(observedCount(), 'Checks that were allowed.'),
  refused: described(observedCount(), 'Checks that were refused.'),
  observed: described(observedCount(), 'Checks that were allowed because the list only observes.'),
};

const ObservedAddress = ClientAddress.transform((value, context) => {
  const parsed = parseClientAddress(value);
  if (parsed.ok) return parsed.value.text;
  const message = describeValueProblem(parsed.error, 'address');
  context.addIssue({ code: 'custom', message, input: value, ...DOMAIN_RULE });
  return z.NEVER;
});

const ObservedLogin = described(
  AccountId.optional(),
  'The login. It stands where the account is that of its domain, and nowhere else.',
);

const ObservedSender = z
  .strictObject({
    address: ObservedAddress,
    login: ObservedLogin,
    firstSeenAt: described(timestamp, 'The first of these checks.'),
    lastSeenAt: described(timestamp, 'The last of these checks.'),
    ...observedCounts,
    entryId: described(
      z
        .string()
        .regex(/^[0-9a-f]{32}$/, 'The id of an entry has 32 hexadecimal digits.')
        .nullable(),
      'The entry that let it in last.',
    ),
    passwordWasRight: described(z.boolean(), 'Whether the password was right at least once.'),
  })
  .meta({ id: 'ObservedSender', description: 'The checks of one address since it was told last.' });

const ObservedLeak = z
  .strictObject({
    address: ObservedAddress,
    login: ObservedLogin,
    at: described(timestamp, 'The first of these refusals.'),
    count: described(observedCount(1), 'So many refusals after the right password.'),
  })
  .meta({
    id: 'ObservedLeak',
    description: 'Refusals after the right password. They are among those of the senders.',
  });

const ObservedAccount = z
  .strictObject({
    account: described(AccountId, 'The account that decided: that of the login, or of its domain.'),
    id: described(
      z
        .string()
        .regex(/^[0-9a-f]{32}$/, 'It has 32 hexadecimal digits.')
        .optional(),
      'A random id for what is told of the account. If the same is sent again with it, it counts once.',
    ),
    senders: described(
      z.array(ObservedSender).max(MAX_OBSERVED_SENDERS),
      'Each address, and under a domain’s account each login and address.',
    ),
    leaks: described(
      z.array(ObservedLeak).max(MAX_OBSERVED_LEAKS),
      'Refusals after the right password. They are also among those of the senders.',
    ),
    others: described(
      z.strictObject(observedCounts),
      'The checks that are counted together, because their addresses were too many.',
    ),
  })
  .superRefine(({ account, ...seen }, context) => {
    for (const part of ['senders', 'leaks'] as const) {
      seen[part].forEach(({ login }, index) => {
        const message = describeWrongLogin(account, login);
        if (message === undefined) return;
        context.addIssue({
          code: 'custom',
          message,
          input: login,
          path: [part, index, 'login'],
          ...DOMAIN_RULE,
        });
      });
    }
  })
  .meta({ id: 'ObservedAccount', description: 'What an agent has seen of one account.' });

export const Observations = z
  .strictObject({
    accounts: described(
      z.array(ObservedAccount).min(1).max(MAX_OBSERVED_ACCOUNTS),
      'Each account once.',
    ),
  })
  .superRefine(({ accounts }, context) => {
    const named = new Set<string>();
    accounts.forEach(({ account }, index) => {
      if (named.has(account)) {
        context.addIssue({
          code: 'custom',
          message: 'The account is named twice.',
          input: account,
          path: ['accounts', index, 'account'],
          ...DOMAIN_RULE,
        });
      }
      named.add(account);
    });
  })
  .meta({
    id: 'Observations',
    description:
      'The checks that an agent answered from its copies. A time in the future counts as now; what is older than eight days is dropped.',
  });

function observedCount(least = 0) {
  return z.int().min(least).max(MAX_OBSERVED_COUNT);
}

function describeWrongLogin(account: string, login: string | undefined): string | undefined {
  if (!isDomainAccount(account))
    return login === undefined ? undefined : 'Only the account of a domain is told a login.';
  if (login === undefined) return 'The account is that of a domain: say which login it was.';
  return findDomainAccount(login) === account ? undefined : `It is no login of ${account}.`;
}

export const AccountParams = z.object({ account: AccountId });
export const IncludedListParams = AccountParams.extend({ list: ListName });
export const StoredAccountParams = z.object({ account: StoredAccountId });
export const DeleteAccountQuery = z.strictObject({
  off: described(
    z.enum(['true', 'false']).optional(),
    'With true also where the account of the login’s domain lets in more.',
  ),
});
const idOf = (what: string) => EntryId.meta({ description: `The id of the ${what}.` });
export const EntryParams = AccountParams.extend({ id: idOf('entry') });
export const TokenParams = AccountParams.extend({ id: idOf('token') });
export const WebhookParams = AccountParams.extend({ id: idOf('webhook') });
export const RelayTokenParams = z.object({ id: idOf('token') });
export const ListParams = z.object({ list: ListName });
export const ListEntryParams = ListParams.extend({ id: idOf('entry') });
export const ListTokenParams = ListParams.extend({ id: idOf('token') });
export const ListWebhookParams = ListParams.extend({ id: idOf('webhook') });

const pageLimitOf = (most: number, usual: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .meta({ description: 'How many a page has at most.' });
const pageLimit = pageLimitOf(100, 50);
/** A change of a shared list is reckoned for so many accounts at once. */
export const MAX_AFFECTED = 250;
const CURSOR = 'The cursor of the page before; without it, the first page.';

export const AccountPageQuery = z.strictObject({
  q: text(MAX_ACCOUNT_CHARACTERS)
    .optional()
    .meta({ description: 'A part of the login, in any case.', example: '@example.com' }),
  mode: described(Mode.optional(), 'Only accounts whose list has this mode.'),
  suspended: described(
    z.enum(['true', 'false']).optional(),
    'Only accounts that are suspended, or only those that are not.',
  ),
  sort: described(
    z.enum(ACCOUNT_SORTS).default(BY_NAME),
    'By login, by the number of entries, by when the directory last heard of a change, or by the last check; with a minus sign the other way round.',
  ),
  cursor: z
    .string()
    .max(MAX_ACCOUNT_CHARACTERS)
    .optional()
    .meta({ description: CURSOR, example: 'sender@example.com' }),
  limit: pageLimit,
});

/** The query of a page whose items are listed newest first. */
export const NewestPageQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'A cursor is what the page before gave.')
    .optional()
    .meta({ description: CURSOR, example: '7' }),
  limit: pageLimit,
});

export const ListPageQuery = z.strictObject({
  q: text(MAX_LIST_NAME_CHARACTERS)
    .optional()
    .meta({ description: 'A part of the name, in any case.', example: 'vpn' }),
  cursor: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'A cursor is what the page before gave.')
    .optional()
    .meta({ description: CURSOR, example: 'office' }),
  limit: pageLimit,
});

/** The query of a page of names of accounts. */
export const IncludersQuery = z.strictObject({
  cursor: StoredAccountId.optional().meta({ description: CURSOR, example: 'sender@example.com' }),
  limit: pageLimit,
});

/** The query of a page of accounts that a change of a shared list is reckoned for. */
export const AffectedQuery = IncludersQuery.extend({
  limit: pageLimitOf(MAX_AFFECTED, MAX_AFFECTED),
});

export const DeleteListQuery = z.strictObject({
  detach: z.enum(['true']).optional().meta({
    description:
      'Detaches the list first from every account that includes it. It is refused while that would turn an account off.',
  }),
});

export const ExportQuery = z.strictObject({
  format: z.enum(EXPORT_FORMAT_NAMES).meta({ description: 'For which program the file is.' }),
});

export const ExportHeaders = z.object({
  'if-none-match': z
    .string()
    .optional()
    .meta({ description: 'The ETag of the export at hand: 304 if it is still right.' }),
});

export const FeedQuery = z.strictObject({
  after: z.string().max(200).optional().meta({
    description:
      'The cursor of the page before, or of the last page of the synchronisation before. Without it, or with one that is not known, the page begins a whole synchronisation.',
    example: '5d41402abc4b2a76.1042',
  }),
});

export const FeedHeaders = z.object({
  'if-none-match': z.string().optional().meta({
    description: 'The ETag of the page that had the cursor: 304 if nothing changed since.',
  }),
});

/** Weak tags are accepted too, because a proxy that compresses an answer makes the tag weak. */
const ETags = z
  .string('Give If-Match: the ETag of the list as you have seen it, such as "7".')
  .regex(
    /^\s*(\*|(W\/)?"\d{1,15}"(\s*,\s*(W\/)?"\d{1,15}")*)\s*$/,
    'If-Match is the ETag of the list, such as "7", or *.',
  );
const IF_MATCH = {
  description: 'The revision the change was made for, as in ETag.',
  example: '"7"',
};

export const ChangeHeaders = z.object({ 'if-match': ETags.optional().meta(IF_MATCH) });

export const AddHeaders = ChangeHeaders.extend({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'A key has 1 to 200 visible ASCII characters.')
    .optional()
    .meta({
      description: 'The same key with the same request gives the first answer again, for a day.',
    }),
});

/** A whole list is cleared only as it was seen. */
export const ClearHeaders = AddHeaders.extend({ 'if-match': ETags.meta(IF_MATCH) });

export const Decision = z
  .object({
    verdict: z.enum(['allow', 'deny']),
    reason: z.enum(DECISION_REASONS),
    mode: Mode.nullable(),
    account: z.string(),
    decidedBy: described(
      z.string().nullable(),
      'The account that decided: the login’s own, or the one of its domain.',
    ),
    address: z.string(),
    entry: z
      .object({
        id: z.string(),
        value: z.string(),
        remark: z.string(),
        list: described(
          z.string().nullable(),
          'The shared list that has the entry; null for an entry of the account’s own.',
        ),
      })
      .nullable(),
    revision: z.int().nullable(),
    listRevision: described(
      z.int().optional(),
      'Stands only with an entry of a shared list: the revision of that list.',
    ),
  })
  .meta({
    id: 'Decision',
    description:
      'decidedBy, mode and revision are null when no list was read: unknown-account and unavailable.',
  });

export const DecisionBatch = z
  .object({ decisions: z.array(Decision) })
  .meta({ id: 'DecisionBatch', description: 'In the order of the checks.' });

export const RecordedObservations = z
  .object({
    recorded: described(z.int(), 'So many accounts have noted it.'),
    unrecorded: described(
      z.array(z.string()),
      'These accounts did not answer: send what belongs to them again.',
    ),
  })
  .meta({
    id: 'RecordedObservations',
    description: 'Accounts that there are not, or no more, are in neither.',
  });

const size = {
  count: z.int().meta({ description: 'All entries, expired ones included.' }),
  expired: z.int().meta({
    description: 'Those that have expired: they do not count against the limit.',
  }),
  limit: z.int().meta({ description: 'At most so many live entries, and as many expired ones.' }),
};

const included = {
  lists: described(
    z.array(z.string()),
    'The names of the shared lists that are included, in the order in which they were attached.',
  ),
};

const pause = {
  observesUntil: described(
    z.string().optional(),
    'Stands only while the list observes until then, and enforces by itself after it.',
  ),
};

export const Account = z
  .object({
    account: z.string(),
    mode: Mode,
    ...pause,
    revision: z.int(),
    ...size,
    ...included,
    consistency: Consistency,
    failMode: AccountFailMode,
    suspended: z.boolean(),
    note: z.string().optional(),
    createdAt: z.string(),
    lastCheckAt: z.string().nullable(),
    alerts: z.int(),
    publishedRevision: z.int().nullable(),
    unpublishedSince: z.string().nullable(),
  })
  .meta({
    id: 'Account',
    description:
      'alerts counts those of the last 24 hours. publishedRevision is the newest that KV took for the checks, null before the first; unpublishedSince is when the oldest change was made that is not published yet, a revoked token among them, and null when all are. The note is the operator’s own: no one else is shown it.',
  });

const UnreadableAccount = z
  .object({ account: z.string(), unreadable: z.literal(true) })
  .meta({ id: 'UnreadableAccount', description: 'Its object can’t be reached now.' });

export const AccountPage = z
  .object({
    accounts: z.array(z.union([Account, UnreadableAccount])),
    cursor: z.string().nullable(),
    total: z.int(),
  })
  .meta({
    id: 'AccountPage',
    description:
      'In the order asked for, by name unless said. total counts what was looked for on all pages. Who is on a page is what the directory was told last, a second ago as a rule; each account is shown as it stands.',
  });

export const Entry = z
  .object({
    id: z.string(),
    format: Format,
    value: z.string(),
    remark: z.string(),
    createdAt: z.string(),
    createdBy: TokenRef,
    expiresAt: z.string().nullable(),
    expired: z.boolean(),
    unreadable: z.literal(true).optional(),
  })
  .meta({
    id: 'Entry',
    description:
      'unreadable stands only with an entry whose stored value can’t be read: it is on the list, covers no address, and can be deleted.',
  });

export const Allowlist = z
  .object({
    account: z.string(),
    mode: Mode,
    ...pause,
    suspended: z.boolean(),
    revision: z.int(),
    ...size,
    ...included,
    entries: z.array(Entry),
  })
  .meta({ id: 'Allowlist', description: 'The list as it stands, expired entries included.' });

export const IncludedList = z
  .union([
    z
      .object({ list: z.string(), revision: z.int(), ...size, entries: z.array(Entry) })
      .meta({ id: 'ReadableList', description: 'The shared list as it stands.' }),
    z
      .object({ list: z.string(), gone: z.literal(true) })
      .meta({ id: 'GoneList', description: 'It was deleted: it covers nothing.' }),
    z
      .object({ list: z.string(), unreadable: z.literal(true) })
      .meta({ id: 'UnreadableList', description: 'Its object can’t be reached now.' }),
  ])
  .meta({ id: 'IncludedList', description: 'A shared list that an account includes.' });

export const IncludedLists = z
  .object({ lists: z.array(IncludedList) })
  .meta({ id: 'IncludedLists', description: 'In the order in which they were attached.' });

const admitted = {
  admits: z.enum(['anyone', 'listed', 'no-one']).meta({
    description: 'Whom a check lets in now; expiry included, and every switch over the list.',
  }),
  segments: z.array(z.string()).meta({
    description: 'The fewest that hold the live entries, those of the included lists too.',
  }),
};

/** A shared list in the export of an account that includes it. */
export const ExportedList = z
  .union([
    z.object({ list: z.string(), revision: z.int(), entries: z.array(Entry) }),
    z.object({ list: z.string(), gone: z.literal(true) }),
  ])
  .meta({
    id: 'ExportedList',
    description: 'A shared list that the account includes. One that was deleted covers no address.',
  });

export const AllowlistExport = Allowlist.extend({
  lists: z.array(ExportedList),
  ...admitted,
}).meta({
  id: 'AllowlistExport',
  description: 'The list with the shared lists that the account includes, and whom they let in.',
});

export const SharedListExport = z
  .object({ list: z.string(), revision: z.int(), ...size, entries: z.array(Entry), ...admitted })
  .meta({ id: 'SharedListExport', description: 'A shared list, and whom it lets in.' });

const CloudPolicy = z
  .looseObject({})
  .meta({ id: 'CloudPolicy', description: 'A policy in the words of the cloud’s provider.' });

export const ExportDocument = z
  .union([AllowlistExport, CloudPolicy])
  .meta({ id: 'ExportDocument', description: 'The list, or a policy of the cloud asked for.' });

const WarningList = z.array(
  z.object({
    code: z.enum(WARNING_CODES),
    message: z.string(),
    value: z.string().optional(),
  }),
);

export const Change = z
  .object({
    mode: Mode,
    ...pause,
    revision: z.int(),
    ...size,
    ...included,
    added: z.array(Entry),
    updated: z.array(Entry),
    removed: z.array(Entry),
    warnings: WarningList,
  })
  .meta({
    id: 'Change',
    description:
      'updated has edited entries, and expired ones that an add of exactly their addresses renewed; removed has those that were deleted, and expired ones that left because there was no more place for them.',
  });

const counts = { allowed: z.int(), refused: z.int(), observed: z.int() };

/** A client address that mail servers checked in the last 30 days. */
export const Sender = z
  .object({
    login: z.string().nullable(),
    address: z.string(),
    firstSeenAt: z.string(),
    lastSeenAt: z.string(),
    ...counts,
    verdict: z.enum(['allow', 'deny']),
    entry: z.object({ id: z.string(), value: z.string(), remark: z.string() }).nullable(),
    server: TokenRef,
    passwordWasRight: z.boolean(),
  })
  .meta({
    id: 'Sender',
    description:
      'login is null where it is the account itself; a domain account has a sender for each login and address. observed counts what was allowed and would have been refused; verdict is what the list says now; entry let it in last, while it is on the list; server is the token of who asked last.',
  });

export const SenderList = z
  .object({
    senders: z.array(Sender),
    entries: z.array(z.object({ id: z.string(), uses: z.int(), lastUsedAt: z.string() })),
    days: z.array(z.object({ day: z.string(), ...counts })),
  })
  .meta({
    id: 'SenderList',
    description:
      'Most recently seen first, at most 1,000; entries are those on the list that have let a check in; days are UTC, oldest first.',
  });

/** The changes of entries, as an account and a shared list have them. */
const PREVIEWED_ENTRIES = [
  z.strictObject({ add: AddRequest }),
  z.strictObject({ import: ImportRequest }),
  z.strictObject({ replace: ReplaceRequest }),
  z.strictObject({ delete: described(EntryId, 'The id of an entry.') }),
  z.strictObject({ deleteEntries: DeleteEntriesRequest }),
  z.strictObject({ editEntries: EditEntriesRequest }),
  z.strictObject({ restore: RestoreRequest }),
] as const;

export const SharedPreviewRequest = z
  .union([
    ...PREVIEWED_ENTRIES,
    z.strictObject({ clear: described(z.literal(true), 'To clear the shared list.') }),
    z.strictObject({
      deleteList: described(
        z.literal(true),
        'To detach the shared list everywhere and delete it; for the operator.',
      ),
    }),
  ])
  .meta({ id: 'SharedPreviewRequest', description: 'One change, as its own call takes it.' });

export const PreviewRequest = z
  .union([
    ...PREVIEWED_ENTRIES,
    z.strictObject({ disable: described(z.literal(true), 'To clear the list.') }),
    z.strictObject({ mode: ModeRequest.shape.mode }),
    z.strictObject({
      attach: described(
        z.strictObject({ list: ListName, mode: StartMode }),
        'A shared list to include; for the operator.',
      ),
    }),
    z.strictObject({
      detach: described(
        z.strictObject({ list: ListName }),
        'A shared list to include no more; for the operator.',
      ),
    }),
  ])
  .meta({ id: 'PreviewRequest', description: 'One change, as its own call takes it.' });

const verdict = z.enum(['allow', 'deny']);

export const Preview = z
  .object({
    mode: Mode,
    revision: z.int(),
    ...size,
    ...included,
    warnings: WarningList,
    senders: z.int(),
    cutOff: z.array(Sender),
    letIn: z.array(Sender),
    observed: z.array(Sender),
    caller: z.object({ address: z.string(), before: verdict, after: verdict }).nullable(),
  })
  .meta({
    id: 'Preview',
    description:
      'The list as it would be, at the revision it was reckoned for; which of so many recent senders would be cut off, let in, and allowed from then on only because the list observes; and the asker’s own address.',
  });

export const SharedPreview = z
  .object({
    list: z.string(),
    revision: z.int(),
    ...size,
    warnings: WarningList,
    accounts: z.object({ total: z.int() }),
    affected: z.array(
      z.object({
        account: z.string(),
        mode: Mode,
        cutOff: z.array(Sender),
        letIn: z.array(Sender),
        nobodyAllowed: z.boolean(),
        turnedOff: z.boolean(),
      }),
    ),
    unreadable: z.array(z.string()),
    cursor: z.string().nullable(),
  })
  .meta({
    id: 'SharedPreview',
    description:
      'The shared list as it would be, at the revision it was reckoned for. total counts the accounts that include it. affected are those on this page to whom the change means something: their recent senders that would be cut off or let in, whether no address is let in any more, and whether the account would be off. unreadable could not be asked.',
  });

const settings = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

export const HistoryEvent = z
  .object({
    revision: z.int(),
    at: z.string(),
    action: z.enum(HISTORY_ACTIONS),
    by: TokenRef,
    before: settings,
    after: settings,
    added: z.array(Entry),
    updated: z.array(z.object({ before: Entry, after: Entry })),
    removed: z.array(Entry),
  })
  .meta({ id: 'HistoryEvent', description: 'before and after are the settings that changed.' });

export const HistoryPage = z
  .object({ events: z.array(HistoryEvent), cursor: z.string().nullable() })
  .meta({ id: 'HistoryPage', description: 'Newest first.' });

export const DeploymentEvent = z
  .object({
    id: z.string(),
    at: z.string(),
    kind: z.enum(DEPLOYMENT_EVENT_KINDS),
    account: z.string().nullable(),
    list: z.string().nullable(),
    by: TokenRef,
    before: settings,
    after: settings,
  })
  .meta({
    id: 'DeploymentEvent',
    description:
      'before and after are the settings that changed; account and list are null for a relay token.',
  });

export const DeploymentEventPage = z
  .object({ events: z.array(DeploymentEvent), cursor: z.string().nullable() })
  .meta({
    id: 'DeploymentEventPage',
    description: 'Newest first; the newest 100,000 of the last 30 days are kept.',
  });

export const Alert = z
  .object({
    id: z.string(),
    kind: AlertKind,
    at: z.string(),
    login: z.string().nullable(),
    address: z.string().nullable(),
    server: TokenRef.nullable(),
    entry: z.object({ id: z.string(), value: z.string(), remark: z.string() }).nullable(),
    expiresAt: z.string().nullable(),
    count: z.int().nullable(),
    addresses: z.int().nullable(),
    since: z.string().nullable(),
  })
  .meta({
    id: 'Alert',
    description:
      'leaked-password: a refusal after the right password, with address and server, and with the login if a domain account refused it. refusals: count of them since then, from so many addresses (counted to 1,000). entry-expiring: entry expires at expiresAt, and with it as many as count says. What a kind has no use for is null.',
  });

export const AlertPage = z
  .object({ alerts: z.array(Alert), cursor: z.string().nullable() })
  .meta({ id: 'AlertPage', description: 'Of the last 30 days, newest first.' });

const webhookFields = {
  id: z.string(),
  url: z.string(),
  form: z.enum(WEBHOOK_FORMS),
  name: z.string(),
  kinds: z.array(AlertKind),
  createdAt: z.string(),
  createdBy: TokenRef,
  oldSecretUntil: z.string().nullable(),
  stoppedAt: z.string().nullable(),
  refused: z.string().nullable(),
};

export const Webhook = z.object(webhookFields).meta({
  id: 'Webhook',
  description:
    'oldSecretUntil: until then the secret before signs as well; stoppedAt: the receiver answered 410, or the token that added it was revoked with what it issued; it gets no alert until a test is delivered. refused: why this deployment no longer sends to its URL; it counts as stopped since it was added.',
});

export const IssuedWebhook = z
  .object({ ...webhookFields, secret: z.string() })
  .meta({ id: 'IssuedWebhook', description: 'The secret is in this answer and in no other.' });

export const WebhookList = z
  .object({ webhooks: z.array(Webhook) })
  .meta({ id: 'WebhookList', description: `At most ${MAX_WEBHOOKS}.` });

export const Delivery = z
  .object({
    id: z.string(),
    alertId: z.string(),
    kind: z.enum(DELIVERED_KINDS),
    createdAt: z.string(),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    lastAttemptAt: z.string().nullable(),
    nextAttemptAt: z.string().nullable(),
    status: z.int().nullable(),
    error: z.enum(DELIVERY_ERRORS).nullable(),
  })
  .meta({
    id: 'Delivery',
    description:
      'status is what the receiver answered last; alertId is the webhook-id it was sent.',
  });

export const DeliveryList = z
  .object({ deliveries: z.array(Delivery) })
  .meta({ id: 'DeliveryList', description: 'Newest first, at most 100.' });

const tokenFields = {
  id: z.string(),
  role: z.enum([...AccountRole.options, 'relay']),
  name: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  clientAddressHeader: z.string().optional(),
  copies: described(
    z.boolean().optional(),
    'True if it may read copies of all accounts and shared lists; else it is not there.',
  ),
};

export const IssuedToken = z
  .object({ ...tokenFields, token: z.string() })
  .meta({ id: 'IssuedToken', description: 'The token is in this answer and in no other.' });

export const Token = z
  .object({
    ...tokenFields,
    createdBy: TokenRef,
    lastUsedAt: z.string().nullable(),
    expired: z.boolean(),
  })
  .meta({ id: 'Token', description: 'A token without its secret.' });

export const RevokeQuery = z.strictObject({
  issued: z.enum(['true']).optional().meta({
    description:
      'Revokes also every token that this one issued, and those that they issued; stops the webhooks that any of them added. Tokens that are revoked already are followed too, this one included.',
  }),
});

export const Revoked = z
  .object({
    revoked: z.array(z.object({ id: z.string(), role: z.string(), name: z.string() })),
    stopped: z.array(z.object({ id: z.string(), name: z.string(), url: z.string() })),
    entries: z.array(Entry),
    restore: z.object({ revision: z.int() }).nullable(),
  })
  .meta({
    id: 'Revoked',
    description:
      'entries are those on the list that the revoked tokens added; restore is the body for the restore call that gives the list back as it was before their first change, null where they changed nothing.',
  });

export const TokenList = z
  .object({ tokens: z.array(Token) })
  .meta({ id: 'TokenList', description: 'Without their secrets.' });

export const Session = z
  .object({
    role: z.enum(['operator', ...AccountRole.options, 'relay']),
    account: z.string().nullable(),
    list: z
      .string()
      .nullable()
      .optional()
      .meta({ description: 'The shared list that the token is of; version 0.2.0 does not say.' }),
    tokenId: z.string(),
    name: z.string(),
    expiresAt: z.string().nullable(),
    clientAddressHeader: described(
      z.string().optional(),
      'The header in which a proxy states the address of its client; only of a relay token that has one.',
    ),
    copies: described(
      z.boolean().optional(),
      'True if it may read copies of all accounts and shared lists; else it is not there.',
    ),
  })
  .meta({ id: 'Session', description: 'What the token is; expiresAt null never expires.' });

const feedVersion = described(z.int(), 'Rises with each change.');
const feedCopy = described(
  z.string(),
  'The compiled list in base64, as checks of the Worker read it: without tokens and without remarks.',
);
const deletedItem = { version: feedVersion, deleted: z.literal(true) };
const unreadableItem = { unreadable: z.literal(true) };

const FeedAccount = z
  .union([
    z.object({ account: z.string(), version: feedVersion, copy: feedCopy }),
    z.object({ account: z.string(), ...deletedItem }),
    z.object({ account: z.string(), ...unreadableItem }),
  ])
  .meta({
    id: 'FeedAccount',
    description:
      'An account: its copy, or that it was deleted, or that its object can’t be read now, so that an older copy may be out of date.',
  });

const FeedList = z
  .union([
    z.object({ list: z.string(), version: feedVersion, copy: feedCopy }),
    z.object({ list: z.string(), ...deletedItem }),
    z.object({ list: z.string(), ...unreadableItem }),
  ])
  .meta({ id: 'FeedList', description: 'A shared list, in the forms of a FeedAccount.' });

export const Feed = z
  .object({
    full: described(
      z.boolean(),
      'The page begins a whole synchronisation: what is named on none of its pages does not exist any more.',
    ),
    accounts: z.array(FeedAccount),
    lists: z.array(FeedList),
    cursor: described(z.string(), 'For the next page, or for the next synchronisation.'),
    more: described(z.boolean(), 'Whether another page of this synchronisation follows.'),
    at: described(z.string(), 'The clock of the Worker.'),
    deployment: z.object({
      failMode: z.enum(['closed', 'open']),
      unknownAccounts: z.enum(['deny', 'allow']),
      dovecotRefusalMessage: z.string(),
    }),
  })
  .meta({
    id: 'Feed',
    description:
      'What changed since the cursor, in the order of the changes. A name may come again on a later page. deployment has the settings that decide where nothing else does.',
  });

export const CallerAddress = z
  .object({ address: z.string(), family: z.union([z.literal(4), z.literal(6)]) })
  .meta({ id: 'CallerAddress', description: 'In canonical text, with the family of IP.' });

export const Health = z
  .object({ status: z.literal('ok'), version: z.string() })
  .meta({ id: 'Health', description: 'Up, with the right variables.' });

export const ProblemDocument = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(
      z.object({ pointer: z.string(), value: z.string().optional(), message: z.string() }),
    ),
  })
  .meta({ id: 'Problem', description: 'RFC 9457; limit-reached also carries limit and room.' });

export const SharedList = z
  .object({
    list: z.string(),
    ...size,
    revision: z.int(),
    accounts: z.int().meta({ description: 'How many accounts include it.' }),
    note: z.string().optional(),
    createdAt: z.string(),
    publishedRevision: z.int().nullable(),
    unpublishedSince: z.string().nullable(),
  })
  .meta({
    id: 'SharedList',
    description:
      'An allowlist that accounts include. publishedRevision and unpublishedSince are as those of an account. The note is the operator’s own: no one else is shown it.',
  });

export const SharedListPage = z
  .object({
    lists: z.array(
      z.union([
        SharedList,
        z
          .object({ list: z.string(), unreadable: z.literal(true) })
          .meta({ id: 'UnreadableSharedList', description: 'Its object can’t be reached now.' }),
      ]),
    ),
    cursor: z.string().nullable(),
    total: z.int(),
  })
  .meta({
    id: 'SharedListPage',
    description: 'By name. total counts what was looked for on all pages.',
  });

export const IncludersPage = z
  .object({ accounts: z.array(z.string()), cursor: z.string().nullable(), total: z.int() })
  .meta({ id: 'IncludersPage', description: 'The accounts that include the list, by name.' });

export const DetachedList = z
  .object({
    detached: z.array(z.string()),
    leftWithNothing: z.array(z.string()),
  })
  .meta({
    id: 'DetachedList',
    description:
      'The accounts that included the list, and those among them that no address is let in for any more.',
  });

export const SharedAllowlist = z
  .object({ list: z.string(), revision: z.int(), ...size, entries: z.array(Entry) })
  .meta({
    id: 'SharedAllowlist',
    description: 'The shared list as it stands, expired entries included.',
  });

export const SharedExportDocument = z
  .union([SharedListExport, CloudPolicy])
  .meta({ id: 'SharedExportDocument', description: 'The shared list, or a policy of the cloud.' });

export const SharedChange = z
  .object({
    revision: z.int(),
    ...size,
    added: z.array(Entry),
    updated: z.array(Entry),
    removed: z.array(Entry),
    warnings: WarningList,
  })
  .meta({
    id: 'SharedChange',
    description:
      'As a change of an account’s list. A warning nobody-allowed names an account that includes the list and that no address is let in for any more; the first 20 are named.',
  });

const line = described(z.int(), 'The number of the line in the body, from 1.');

export const AccountLine = z
  .union([
    z.object({ line, status: z.union([z.literal(200), z.literal(201)]), account: Account }).meta({
      id: 'ProvisionedLine',
      description: 'status 201: the account was made; 200: it stood already, and stays as it is.',
    }),
    z.object({ line, status: z.int(), problem: ProblemDocument }).meta({
      id: 'RefusedLine',
      description:
        'status is that of the problem. The pointers of its errors are into the JSON of the line.',
    }),
  ])
  .meta({ id: 'AccountLine', description: 'What became of one line.' });

export const AccountLines = z.array(AccountLine).meta({
  id: 'AccountLines',
  description: 'NDJSON: each item is a line, in the order of the body’s.',
});

export type AccountLine = z.infer<typeof AccountLine>;
export type AccountPage = z.infer<typeof AccountPage>;
export type AccountPageQuery = z.infer<typeof AccountPageQuery>;
export type AccountRole = z.infer<typeof AccountRole>;
export type SharedList = z.infer<typeof SharedList>;
export type SharedAllowlist = z.infer<typeof SharedAllowlist>;
export type SharedPreview = z.infer<typeof SharedPreview>;
export type SharedPreviewRequest = z.infer<typeof SharedPreviewRequest>;
export type SharedChange = z.infer<typeof SharedChange>;
export type SharedListPage = z.infer<typeof SharedListPage>;
export type IncludersPage = z.infer<typeof IncludersPage>;
export type DetachedList = z.infer<typeof DetachedList>;
export type AddRequest = z.infer<typeof AddRequest>;
export type Account = z.infer<typeof Account>;
export type Allowlist = z.infer<typeof Allowlist>;
export type AttachRequest = z.infer<typeof AttachRequest>;
export type AllowlistExport = z.infer<typeof AllowlistExport>;
export type Change = z.infer<typeof Change>;
export type CheckRequest = z.infer<typeof CheckRequest>;
export type CreateAccountRequest = z.infer<typeof CreateAccountRequest>;
export type DeploymentEventPage = z.infer<typeof DeploymentEventPage>;
export type Decision = z.infer<typeof Decision>;
export type DeleteEntriesRequest = z.infer<typeof DeleteEntriesRequest>;
export type EditEntriesRequest = z.infer<typeof EditEntriesRequest>;
export type EditRequest = z.infer<typeof EditRequest>;
export type Entry = z.infer<typeof Entry>;
export type ExportedList = z.infer<typeof ExportedList>;
export type Observations = z.infer<typeof Observations>;
export type ObservedAccount = z.infer<typeof ObservedAccount>;
export type ObservedLeak = z.infer<typeof ObservedLeak>;
export type ObservedSender = z.infer<typeof ObservedSender>;
export type RecordedObservations = z.infer<typeof RecordedObservations>;
export type Preview = z.infer<typeof Preview>;
export type ModeRequest = z.infer<typeof ModeRequest>;
export type PreviewRequest = z.infer<typeof PreviewRequest>;
export type ReplaceRequest = z.infer<typeof ReplaceRequest>;
export type RestoreRequest = z.infer<typeof RestoreRequest>;
export type Revoked = z.infer<typeof Revoked>;
export type Sender = z.infer<typeof Sender>;
export type SenderList = z.infer<typeof SenderList>;
export type SharedListExport = z.infer<typeof SharedListExport>;
export type IncludedList = z.infer<typeof IncludedList>;
export type ImportRequest = z.infer<typeof ImportRequest>;
export type HistoryEvent = z.infer<typeof HistoryEvent>;
export type HistoryPage = z.infer<typeof HistoryPage>;
export type IssuedToken = z.infer<typeof IssuedToken>;
export type ProblemDocument = z.infer<typeof ProblemDocument>;
export type Alert = z.infer<typeof Alert>;
export type AlertPage = z.infer<typeof AlertPage>;
export type Webhook = z.infer<typeof Webhook>;
export type IssuedWebhook = z.infer<typeof IssuedWebhook>;
export type WebhookList = z.infer<typeof WebhookList>;
export type Delivery = z.infer<typeof Delivery>;
export type DeliveryList = z.infer<typeof DeliveryList>;
export type Feed = z.infer<typeof Feed>;
export type Session = z.infer<typeof Session>;
export type Token = z.infer<typeof Token>;
export type TokenRef = z.infer<typeof TokenRef>;
