import { findCanonicalDomain, isPlainDomain } from './login-domain.ts';
import { failure, type Result, success } from './result.ts';

export const ACCOUNT_ID_MAX_CHARACTERS = 254;

/**
 * Matches a login that is canonical already, as nearly every login is: visible ASCII without capitals that
 * begins with a letter or a digit.
 */
const PLAIN = /^[0-9a-z][\x21-\x40\x5b-\x7e]{0,253}$/;

/**
 * Characters that are invisible or that change the direction of the text. With them, two logins could look
 * alike and still be different.
 */
const INVISIBLE = /(?! )[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

export type AccountIdProblem =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'invisible-character'
  | 'not-unicode'
  | 'dot-segment'
  | 'domain-account'
  | 'domain';

/**
 * Parses an SMTP login, or the name of a domain account such as `@example.com`, into its canonical form: Unicode
 * NFC, trimmed, lower-cased, and a domain beyond ASCII in its ASCII form (UTS 46). It has 1 to 254 characters
 * (code points), and none of them is invisible. Every lookup uses this form, so one login has one list. 254
 * characters is the longest mailbox that fits a path (RFC 5321, 4.5.3.1.3).
 */
export function parseAccountId(text: string): Result<string, AccountIdProblem> {
  if (PLAIN.test(text)) return success(text);
  const folded = foldAccountId(text);
  if (!folded.ok) return folded;
  const hidden = INVISIBLE.exec(folded.value)?.[0];
  if (hidden !== undefined) {
    return failure(/\p{Cc}/u.test(hidden) ? 'control-character' : 'invisible-character');
  }
  const at = folded.value.lastIndexOf('@') + 1;
  const domain = at === 0 ? '' : findCanonicalDomain(folded.value.slice(at));
  if (isDomainAccount(folded.value)) {
    if (at !== 1 || domain === undefined || !isPlainDomain(domain))
      return failure('domain-account');
  } else if (domain === undefined) return failure('domain');
  return bounded(at === 0 ? folded.value : folded.value.slice(0, at) + domain);
}

/** R19: decides whether a canonical account holds the list of a whole domain. */
export function isDomainAccount(account: string): boolean {
  return account.startsWith('@');
}

/**
 * R19: the domain account that may hold the list of a canonical login. It is undefined for a login without a
 * domain, or with a domain that no domain account can have, and for a domain account itself.
 */
export function findDomainAccount(login: string): string | undefined {
  const at = login.lastIndexOf('@');
  return at > 0 && isPlainDomain(login.slice(at + 1)) ? login.slice(at) : undefined;
}

/**
 * Parses the name of an account as it is stored. The name is canonical, or it was made by the first version,
 * which accepted invisible characters and a domain beyond ASCII. Such an old account can only be listed and
 * deleted.
 */
export function parseStoredAccountId(text: string): Result<string, AccountIdProblem> {
  const canonical = parseAccountId(text);
  if (canonical.ok) return canonical;
  const folded = foldAccountId(text);
  if (!folded.ok) return folded;
  return /\p{Cc}/u.test(folded.value) ? failure('control-character') : bounded(folded.value);
}

function foldAccountId(text: string): Result<string, AccountIdProblem> {
  // A lone surrogate has no UTF-8 form: two different texts would become one key.
  if (!text.isWellFormed()) return failure('not-unicode');
  // Lower-casing can undo NFC (Ά with an iota below composes in lower case only), so the text is normalized
  // again.
  const account = text.normalize('NFC').trim().toLowerCase().normalize('NFC');
  if (account === '') return failure('empty');
  // A URL parser drops these two from a path, even percent-encoded (WHATWG URL), so no call could name the
  // account.
  if (account === '.' || account === '..') return failure('dot-segment');
  return success(account);
}

function bounded(account: string): Result<string, AccountIdProblem> {
  return [...account].length > ACCOUNT_ID_MAX_CHARACTERS ? failure('too-long') : success(account);
}

/**
 * Returns one sentence. `text` is the refused text: the sentence can then name a character that nobody
 * can see.
 */
export function describeAccountIdProblem(problem: AccountIdProblem, text: string): string {
  switch (problem) {
    case 'empty':
      return 'An account is an SMTP login such as sender@example.com; this one is empty.';
    case 'too-long':
      return `An account has at most ${ACCOUNT_ID_MAX_CHARACTERS} characters.`;
    case 'control-character':
      return `An account has no control characters; this one has ${nameHidden(text)}.`;
    case 'invisible-character':
      return `An account has no invisible characters; this one has ${nameHidden(text)}.`;
    case 'dot-segment':
      return 'An account can’t be “.” or “..”, which no URL can name.';
    case 'not-unicode':
      return 'An account is well-formed Unicode; this one has a lone surrogate.';
    case 'domain-account':
      return 'A domain account is “@” and a domain of letters, digits, hyphens, underscores and dots, such as @example.com.';
    case 'domain':
      return 'The domain of an account has an ASCII form of letters, digits, hyphens, underscores and dots; this one has none.';
  }
}

function nameHidden(text: string): string {
  const code = INVISIBLE.exec(text.trim())?.[0].codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
