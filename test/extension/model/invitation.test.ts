import { describe, expect, it } from 'vitest';
import {
  type Invitation,
  isInvitation,
  parseInvitation,
  writeInvitation,
} from '../../../extension/model/invitation.ts';
import { listObjectName } from '../../../shared/list-name.ts';

const INVITATION: Invitation = {
  endpoint: 'https://sendgate.example.com',
  account: 'sender@example.com',
  token: `sga_${'0f'.repeat(32)}_${'a1'.repeat(8)}_${'Secret-_9'.repeat(5).slice(0, 43)}`,
};
const TEXT = writeInvitation(INVITATION, 'en');

const problemOf = (text: string) => {
  const parsed = parseInvitation(text);
  return parsed.ok ? undefined : `${parsed.error.part} ${parsed.error.reason}`;
};

describe('an invitation', () => {
  it.each(['en', 'zh_CN'] as const)('written in %s is read', (language) => {
    const text = writeInvitation(INVITATION, language);
    expect(isInvitation(text)).toBe(true);
    expect(parseInvitation(text)).toEqual({ ok: true, value: INVITATION });
  });

  it.each(['en', 'zh_CN'] as const)('to a shared list, written in %s, is read', (language) => {
    const invited = {
      ...INVITATION,
      account: listObjectName('office'),
      token: INVITATION.token.replace('sga_', 'sgl_'),
    };
    const text = writeInvitation(invited, language);
    expect(text).not.toContain('\0');
    expect(isInvitation(text)).toBe(true);
    expect(parseInvitation(text)).toEqual({ ok: true, value: invited });
  });

  it('names an account or a list, never both', () => {
    expect(problemOf(`${TEXT}\nShared list: office`)).toBe('account several');
    expect(problemOf(TEXT.replace(/^Account.*$/m, 'Shared list: No list'))).toBe('account wrong');
  });

  it('is readable: it names its parts, a line each', () => {
    expect(TEXT.split('\n').slice(0, 4)).toEqual([
      'Invitation to Sendgate',
      `Endpoint: ${INVITATION.endpoint}`,
      `Account: ${INVITATION.account}`,
      `Token: ${INVITATION.token}`,
    ]);
  });

  it.each([
    ['quoted by a mail program', TEXT.replaceAll(/^/gm, '> ')],
    ['with another kind of line end', TEXT.replaceAll('\n', '\r\n')],
    ['within a message', `Hello Grace,\n\n${TEXT}\n\nAda`],
    ['with invisible signs around its lines', TEXT.replaceAll(/^|$/gm, '\u200e\u200b')],
    ['twice in one text', `${TEXT}\n\n${TEXT.replaceAll(/^/gm, '> ')}`],
    ['in both languages', `${TEXT}\n${writeInvitation(INVITATION, 'zh_CN')}`],
    ['without its last line', TEXT.split('\n').slice(0, 4).join('\n')],
  ])('is read %s', (_, text) => {
    expect(parseInvitation(text)).toEqual({ ok: true, value: INVITATION });
  });

  it.each([
    ['endpoint missing', 'Invitation to Sendgate'],
    ['endpoint wrong', TEXT.replace('https://', 'ftp://')],
    ['account missing', TEXT.replace(/^Account.*$/m, '')],
    ['account wrong', TEXT.replace('sender@', '@sender@')],
    ['token missing', TEXT.split('\nToken')[0] ?? ''],
    ['token missing', TEXT.replace(INVITATION.token, '')],
    ['token wrong', TEXT.slice(0, TEXT.indexOf(INVITATION.token) + 100)],
    ['token wrong', TEXT.replace(INVITATION.token, `${INVITATION.token}x`)],
  ])('says what is wrong with it: %s', (problem, text) => {
    expect(isInvitation(text)).toBe(true);
    expect(problemOf(text)).toBe(problem);
  });

  it('with another one in the same text gives neither, wherever the first is cut off', () => {
    const other = { ...INVITATION, endpoint: 'https://sendgate.example.net' };
    const first = writeInvitation(other, 'zh_CN');
    const [, endpointLine = ''] = first.split('\n');
    for (let end = first.indexOf(endpointLine) + endpointLine.length; end <= first.length; end++) {
      const [before, after] = [first.slice(0, end), first.slice(end)];
      expect(problemOf(`${before}\n${TEXT}`)).toBe('endpoint several');
      expect(problemOf(`${TEXT}\n${before}\n${after}`)).toBe('endpoint several');
    }
  });

  it('cut off wherever one likes gives no other token than the whole', () => {
    for (let end = 0; end <= TEXT.length; end++) {
      const parsed = parseInvitation(TEXT.slice(0, end));
      if (parsed.ok) expect(parsed.value).toEqual(INVITATION);
    }
  });

  it('without its beginning is still one, as long as the token is not alone', () => {
    for (let start = 0; start <= TEXT.indexOf('Account: '); start++) {
      const text = TEXT.slice(start);
      expect(isInvitation(text)).toBe(true);
      expect(problemOf(text) ?? 'none').toMatch(/^(none|endpoint (missing|wrong))$/);
    }
  });

  it('is no other text', () => {
    for (const text of ['', INVITATION.token, INVITATION.endpoint]) {
      expect(isInvitation(text)).toBe(false);
    }
  });
});
