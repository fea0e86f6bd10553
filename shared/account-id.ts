import { failure, type Result, success } from './result.ts';

export const ACCOUNT_ID_MAX_CHARACTERS = 254;

/** What is canonical as it stands, as nearly every login is: visible ASCII that begins with a letter or digit. */
const PLAIN = /^[0-9a-z][\x21-\x40\x5b-\x7e]{0,253}$/;

export type AccountIdProblem =
  | 'empty'
  | 'too-long'
  | 'control-character'
  | 'not-unicode'
  | 'dot-segment';

/**
 * The canonical SMTP login: Unicode NFC, trimmed, lower-cased, 1 to 254 characters (code points),
 * no control characters. Every lookup goes through here, so one login has one list. 254 is the
 * longest mailbox that fits a RFC 5321 path.
 */
export function parseAccountId(text: string): Result<string, AccountIdProblem> {
  if (PLAIN.test(text)) return success(text);
  // A lone surrogate has no UTF-8 form: two different texts would become one key.
  if (!text.isWellFormed()) return failure('not-unicode');
  // Lower-casing can undo NFC (Ά with an iota below composes in lower case only), hence once more after it.
  const account = text.normalize('NFC').trim().toLowerCase().normalize('NFC');
  if (account === '') return failure('empty');
  // A URL parser drops these from a path, even percent-encoded (WHATWG URL): no call could name them.
  if (account === '.' || account === '..') return failure('dot-segment');
  if (/\p{Cc}/u.test(account)) return failure('control-character');
  if ([...account].length > ACCOUNT_ID_MAX_CHARACTERS) return failure('too-long');
  return success(account);
}

export function describeAccountIdProblem(problem: AccountIdProblem): string {
  switch (problem) {
    case 'empty':
      return 'An account is an SMTP login such as sender@example.com; this one is empty.';
    case 'too-long':
      return `An account has at most ${ACCOUNT_ID_MAX_CHARACTERS} characters.`;
    case 'control-character':
      return 'An account has no control characters.';
    case 'dot-segment':
      return 'An account can’t be “.” or “..”, which no URL can name.';
    case 'not-unicode':
      return 'An account is well-formed Unicode; this one has a lone surrogate.';
  }
}
