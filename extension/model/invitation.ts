/**
 * An endpoint and a token of it as one text, which a person reads, sends on, and pastes as a whole. It is written in
 * the language of whoever invites, and read in each. Pure; what is wrong is said without any of the token.
 */
import { parseAccountId } from '../../shared/account-id.ts';
import { findListName, listObjectName, parseListName } from '../../shared/list-name.ts';
import { failure, type Result, success } from '../../shared/result.ts';
import { parseEndpoint } from './endpoint-text.ts';
import type { ShownLanguage } from './language.ts';

export interface Invitation {
  readonly endpoint: string;
  /** The account, or the place of a shared list. */
  readonly account: string;
  readonly token: string;
}

export interface InvitationProblem {
  readonly part: keyof Invitation;
  /** Several: it says different things of the part, as two invitations in one text do. */
  readonly reason: 'missing' | 'wrong' | 'several';
}

interface InvitationWords extends Invitation {
  readonly title: string;
  readonly list: string;
  readonly separator: string;
  readonly next: string;
}

const WORDS: Readonly<Record<ShownLanguage, InvitationWords>> = {
  en: {
    title: 'Invitation to Sendgate',
    endpoint: 'Endpoint',
    account: 'Account',
    list: 'Shared list',
    token: 'Token',
    separator: ': ',
    next: 'Paste all of this into the options of the Sendgate extension. Keep it to yourself.',
  },
  zh_CN: {
    title: 'Sendgate 邀请',
    endpoint: '服务地址',
    account: '账号',
    list: '共享名单',
    token: '令牌',
    separator: '：',
    next: '请将以上内容整段粘贴到 Sendgate 扩展的设置页面中，切勿转发。',
  },
};

const PARTS = ['endpoint', 'account', 'token'] as const;
/** An invitation names an account or a list. */
const NAMED = [...PARTS, 'list'] as const;

/** Blanks and signs that nobody sees, such as those of a direction, which programs put around a line. */
const INVISIBLE = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;

/** The form of a token of an account or a shared list. A shorter text is a token that was cut. */
const WHOLE_TOKEN = /^sg[al]_[0-9a-f]{64}_[0-9a-f]{16}_[A-Za-z0-9_-]{43}$/;

export function writeInvitation(invitation: Invitation, language: ShownLanguage): string {
  const words = WORDS[language];
  const { endpoint, account, token } = invitation;
  const line = (name: string, value: string) => `${name}${words.separator}${value}`;
  const list = findListName(account);
  return [
    words.title,
    line(words.endpoint, endpoint),
    list === undefined ? line(words.account, account) : line(words.list, list),
    line(words.token, token),
    words.next,
  ].join('\n');
}

/** Whether a text is meant as one, be it whole or not. Its beginning may be missing, too. */
export function isInvitation(text: string): boolean {
  const isTitled = Object.values(WORDS).some(({ title }) => text.includes(title));
  return isTitled || NAMED.filter((part) => findParts(text, part).length > 0).length > 1;
}

export function parseInvitation(text: string): Result<Invitation, InvitationProblem> {
  const found = {
    endpoint: findParts(text, 'endpoint'),
    account: [...findParts(text, 'account'), ...findParts(text, 'list').map(listObjectName)],
    token: findParts(text, 'token'),
  };
  for (const part of PARTS) {
    // The token of one must never go to the endpoint of another.
    if (found[part].length > 1) return failure({ part, reason: 'several' });
  }
  const [[endpoint], [account], [token]] = [found.endpoint, found.account, found.token];
  if (endpoint === undefined) return failure({ part: 'endpoint', reason: 'missing' });
  const at = parseEndpoint(endpoint);
  if (!at.ok) return failure({ part: 'endpoint', reason: 'wrong' });
  if (account === undefined) return failure({ part: 'account', reason: 'missing' });
  const of = parsePlace(account);
  if (!of.ok) return failure({ part: 'account', reason: 'wrong' });
  if (token === undefined) return failure({ part: 'token', reason: 'missing' });
  if (!WHOLE_TOKEN.test(token)) return failure({ part: 'token', reason: 'wrong' });
  return success({ endpoint: at.value, account: of.value, token });
}

function parsePlace(account: string): Result<string, unknown> {
  const list = findListName(account);
  if (list === undefined) return parseAccountId(account);
  return parseListName(list).ok ? success(account) : failure(undefined);
}

/** Returns the text after the name in a line. A mail program may have put quotation signs before the name. */
function findParts(text: string, part: (typeof NAMED)[number]): readonly string[] {
  const names = Object.values(WORDS).map((words) => words[part]);
  const lines = new RegExp(`^[>\\s\\p{Cf}]*(?:${names.join('|')})\\s*[:：](.*)$`, 'gmu');
  const found = [...text.matchAll(lines)].map(([, value = '']) => value.replace(INVISIBLE, ''));
  return [...new Set(found.filter((value) => value !== ''))];
}
