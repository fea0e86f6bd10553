import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_ID_MAX_CHARACTERS,
  type AccountIdProblem,
  describeAccountIdProblem,
  parseAccountId,
  parseStoredAccountId,
} from '../../shared/account-id.ts';

function canonical(text: string): string {
  const parsed = parseAccountId(text);
  if (!parsed.ok) throw new Error(`${JSON.stringify(text)}: ${parsed.error}`);
  return parsed.value;
}

function refusal(text: string): AccountIdProblem | undefined {
  const parsed = parseAccountId(text);
  return parsed.ok ? undefined : parsed.error;
}

/** Every character that Unicode has assigned. */
const CHARACTERS = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
  (character) => !/[\p{Cn}\p{Co}\p{Cs}]/u.test(character),
);

/** Letters with an unusual case, mark or composition. In random order they meet. */
const UNRULY = [...'İIıiKÅΩΣσςßẞǅᾼﬁ', ...'\u0301\u0307\u0323\u0345\u1100\u1161\u11a8 \u00a0'];

const unicode = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...UNRULY), maxLength: 12 }),
);
const accepted = unicode.filter((text) => parseAccountId(text).ok);
const blanks = fc.string({
  unit: fc.constantFrom(...' \t\r\n\u00a0\u2003\u3000\ufeff'),
  maxLength: 4,
});

describe('an account id', () => {
  it.each<[string, string]>([
    ['sender@example.com', 'sender@example.com'],
    ['Sender@Example.COM', 'sender@example.com'],
    ['  sender@example.com\r\n', 'sender@example.com'],
    ['\u00a0sender@example.com\ufeff', 'sender@example.com'],
    ['JOSE\u0301@example.com', 'jos\u00e9@example.com'],
    ['JOS\u00c9@example.com', 'jos\u00e9@example.com'],
    ['\u212a@example.com', 'k@example.com'],
    ['\u0130', 'i\u0307'],
    ['\u0130\u0323', '\u1ecb\u0307'],
    ['\u1fbc\u0301', '\u1fb4'],
    ['test@ex\u00fcmple.example', 'test@xn--exmple-4ya.example'],
    ['test@EX\u00dcMPLE.example', 'test@xn--exmple-4ya.example'],
    ['test@exu\u0308mple.example', 'test@xn--exmple-4ya.example'],
    ['test@xn--exmple-4ya.example', 'test@xn--exmple-4ya.example'],
    ['J\u00f6rg@b\u00fccher.example', 'j\u00f6rg@xn--bcher-kva.example'],
    ['a@\u4f8b\u5b50\u3002example', 'a@xn--fsqu00a.example'],
    ['a@b@\u00e4.com', 'a@b@xn--4ca.com'],
    ['a@ex%61mple.com', 'a@ex%61mple.com'],
    ['a@127.1', 'a@127.1'],
    ['a@b.com@c.com', 'a@b.com@c.com'],
    ['two words', 'two words'],
    ['postmaster', 'postmaster'],
    ['a', 'a'],
  ])('%j is %j', (text, account) => {
    expect(canonical(text)).toBe(account);
  });

  it.each<[AccountIdProblem, string]>([
    ['empty', ''],
    ['empty', ' \t\u00a0\n'],
    ['dot-segment', '.'],
    ['dot-segment', ' .. '],
    ['control-character', 'sender\u0000@example.com'],
    ['control-character', 'sender\n@example.com'],
    ['control-character', 'sender@example.com\u007f'],
    ['control-character', 'sender\u0085'],
    ['invisible-character', 'sender\u200b@example.com'],
    ['invisible-character', 'sen\u00adder@example.com'],
    ['invisible-character', 'sender@exam\u2060ple.com'],
    ['invisible-character', '\u202esender@example.com'],
    ['invisible-character', 'sen\u00a0der@example.com'],
    ['invisible-character', 'sender\u3164@example.com'],
    ['invisible-character', 'sender\ufe0f@example.com'],
    ['invisible-character', 'sender\u2800@example.com'],
    ['domain-account', '@'],
    ['domain-account', '@@example.com'],
    ['domain-account', '@sender@example.com'],
    ['domain-account', '@exa mple.com'],
    ['domain-account', '@exam%61ple.com'],
    ['domain-account', '@\u00e4/b.com'],
    ['domain', 'sender@ex\u00e4m ple.com'],
    ['domain', 'sender@\u00e4%61.com'],
    ['domain', 'sender@\u00e4/b.com'],
    ['domain', 'sender@\u00e4:25'],
    ['domain', 'sender@\uff11\uff12\uff17.\uff11'],
    ['domain', 'sender@\u00e4.1'],
    ['domain', 'sender@\u{1f4ee}\u{1f4ee}.ex\u2025ample'],
    ['not-unicode', 'sender\ud800@example.com'],
    ['not-unicode', '\udc00'],
  ])('is refused as %s: %j', (problem, text) => {
    expect(refusal(text)).toBe(problem);
  });

  it('has at most 254 characters, blanks around it not counted', () => {
    for (const character of ['a', 'é', '𝒶']) {
      const longest = character.repeat(ACCOUNT_ID_MAX_CHARACTERS);
      expect(canonical(`  ${longest}  `)).toBe(longest);
      expect(refusal(longest + character)).toBe('too-long');
    }
    expect(ACCOUNT_ID_MAX_CHARACTERS).toBe(254);
  });

  it('counts the characters of the canonical form', () => {
    expect(canonical('e\u0301'.repeat(254))).toBe('\u00e9'.repeat(254));
    expect(refusal('\u0130'.repeat(128))).toBe('too-long');
  });

  it('is its own canonical form, for every character of Unicode by itself', () => {
    const unstable: string[] = [];
    for (const character of CHARACTERS) {
      const parsed = parseAccountId(`x${character}x`);
      if (!parsed.ok) continue;
      const again = parseAccountId(parsed.value);
      if (!again.ok || again.value !== parsed.value) unstable.push(character);
    }
    expect(unstable).toEqual([]);
  });

  it('is its own canonical form, for any text', () => {
    fc.assert(
      fc.property(accepted, (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text));
      }),
      { numRuns: 5_000 },
    );
  });

  it('is the same in either normal form and with blanks around it', () => {
    fc.assert(
      fc.property(accepted, blanks, blanks, (text, before, after) => {
        const account = canonical(text);
        expect(canonical(text.normalize('NFC'))).toBe(account);
        expect(canonical(text.normalize('NFD'))).toBe(account);
        expect(canonical(before + text + after)).toBe(account);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is the same in either case, for each letter that has one counterpart', () => {
    const apart: string[] = [];
    for (const lower of CHARACTERS) {
      const upper = lower.toUpperCase();
      if (upper === lower || upper.toLowerCase() !== lower) continue;
      if (canonical(`${upper}@example.com`) !== canonical(`${lower}@example.com`)) {
        apart.push(lower);
      }
    }
    expect(apart).toEqual([]);
  });

  it('keeps different logins apart', () => {
    const logins = [
      'a@example.com',
      'á@example.com',
      'a@example.org',
      'b@example.com',
      'a @example.com',
    ];
    expect(new Set(logins.map(canonical)).size).toBe(logins.length);
  });

  it.each<[AccountIdProblem, string]>([
    ['empty', 'empty'],
    ['too-long', '254'],
    ['control-character', 'control'],
    ['not-unicode', 'surrogate'],
    ['dot-segment', 'URL'],
    ['domain-account', '@example.com'],
    ['domain', 'ASCII'],
  ])('the message of %s says %j', (problem, named) => {
    expect(describeAccountIdProblem(problem, 'x')).toContain(named);
  });

  it('the message names a character that nobody sees', () => {
    const about = (text: string) => describeAccountIdProblem('invisible-character', text);
    expect(about('sender\u200b@example.com')).toContain('U+200B');
    expect(about(' sender\u{e0001}@example.com')).toContain('U+E0001');
    expect(describeAccountIdProblem('control-character', 'a\u0000')).toContain('U+0000');
  });

  it('of an ASCII domain is never another login’s, however the platform reads URLs', () => {
    const ascii = fc.string({ unit: fc.constantFrom(...'aA1.%@:/0x-_[]\\?#'), maxLength: 12 });
    fc.assert(
      fc.property(ascii, (domain) => {
        const text = `a@${domain}`;
        expect(canonical(text)).toBe(text.toLowerCase());
      }),
      { numRuns: 2_000 },
    );
  });

  it('as it is stored may be one that the first version made', () => {
    for (const name of ['sender\u200b@example.com', '@example.com', 'test@ex\u00fcmple.example']) {
      const stored = parseStoredAccountId(name);
      expect(stored.ok && stored.value).toBe(
        name === 'test@ex\u00fcmple.example' ? 'test@xn--exmple-4ya.example' : name,
      );
    }
    expect(parseStoredAccountId('a\u0000').ok).toBe(false);
  });
});
