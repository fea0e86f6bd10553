/**
 * A login or an address in another spelling never gets round a list, whichever way the question
 * comes.
 */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import { CLIENT_ADDRESS_HEADER, type WayToAsk } from '../worker/protocols/way-to-ask.ts';
import { WAYS_TO_ASK } from '../worker/protocols/ways-to-ask.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import { hostileWorker } from './assault.ts';
import { settle } from './state.ts';

const LOGIN = 'José.Straße@Example.com';
/** For the ways that carry the login in a header as it is. */
const ASCII_LOGIN = 'Sender@Example.com';
const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const RUNS = 150;

/**
 * This Worker lets unknown logins in. A login that it took for nobody's would be a way round the
 * list.
 */
const open = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow', AUTH_FAILURES: env.AUTH_FAILURES });
const closed = hostileWorker();
let relay = '';

beforeAll(async () => {
  for (const login of [LOGIN, ASCII_LOGIN]) {
    const created = await open.operator('POST /v1/accounts', { body: { account: login } });
    expect(created.status).toBe(201);
    const entries = `/v1/accounts/${encodeURIComponent(login)}/allowlist/entries`;
    const body = { format: 'address', values: [LISTED] };
    expect((await open.operator(`POST ${entries}`, { body })).status).toBe(201);
  }
  const issued = await open.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'mx', clientAddressHeader: CLIENT_ADDRESS_HEADER },
  });
  relay = issued.body.token;
  await settle();
});

/** Whether a way to ask lets the login in. A login that the way can't carry is not let in. */
type Ask = (worker: TestWorker, login: string, address: string) => Promise<boolean>;

const asking =
  (way: WayToAsk): Ask =>
  async (worker, account, address) => {
    const { request, ...call } = way.question({ account, address });
    return way.word(await worker.call(request, { token: relay, ...call })) === way.words.allow;
  };

const askBatch: Ask = async (worker, account, address) => {
  const call = { token: relay, body: { checks: [{ account, address }] } };
  const request = 'POST /v1/check/batch';
  const { body } = await worker.call<{ decisions?: api.Decision[] }>(request, call);
  return body.decisions?.[0]?.verdict === 'allow';
};

const WAYS: readonly (readonly [string, Ask, boolean])[] = [
  ['POST /v1/check/batch', askBatch, false],
  ...WAYS_TO_ASK.map((way) => [way.name, asking(way), way.inHeader === true] as const),
];

const blanks = fc.string({ unit: fc.constantFrom(...' \t\u00a0\u2003\u3000\ufeff'), maxLength: 3 });
/** The letter in any case and in either normal form, as long as it stays the same letter. */
const sameLetter = (letter: string) =>
  fc.constantFrom(
    ...[letter, letter.toUpperCase(), letter.toLowerCase(), letter.normalize('NFD')].filter(
      (form) => form.normalize('NFC').toLowerCase() === letter.toLowerCase(),
    ),
  );

/** The login in any case and either normal form, with blanks around it. */
const sameAs = (login: string) =>
  fc
    .tuple(blanks, fc.tuple(...Array.from(login, sameLetter)), blanks)
    .map(([before, letters, after]) => before + letters.join('') + after);

const LOOKALIKES: Readonly<Record<string, readonly string[]>> = {
  o: ['о', 'ο', 'ｏ', '0'],
  e: ['е', 'ｅ', 'é'],
  ß: ['ss', 'ẞ'],
  '@': ['＠', '%40', '@@', '\u200b@'],
  '.': ['。', '．', '..', '%2e'],
  a: ['а', 'ａ', 'ª', 'a\u0000'],
};

/**
 * The login with a letter that looks like another, in an encoding that nobody asked for, or with
 * something beside it.
 */
const nearTo = (login: string) =>
  fc.oneof(
    fc
      .tuple(
        ...Array.from(login, (letter) =>
          fc.constantFrom(letter, letter, ...(LOOKALIKES[letter] ?? [])),
        ),
      )
      .map((letters) => letters.join('')),
    fc.tuple(sameAs(login), fc.constantFrom(...BESIDE)).map((parts) => parts.join('')),
    sameAs(login).map((same) => encodeURIComponent(same)),
    sameAs(login).map((same) => `"${same}"`),
    sameAs(login).map((same) => `<${same}>`),
    sameAs(login),
  );

const BESIDE = [',', '\u0000', '%00', '\n', ';', '+x', '/', '%0d%0a', ' nobody@example.com'];

const OCTETS = [198, 51, 100, 8];
const HEX = OCTETS.map((octet) => octet.toString(16).padStart(2, '0'));
const WORD = `${HEX[0]}${HEX[1]}:${HEX[2]}${HEX[3]}`;

/**
 * An address that is not on the list: alone, in a spelling that nobody should use, or beside an
 * address that is listed.
 */
// biome-ignore format: a table
const otherAddress = fc.oneof(
  fc.constantFrom(OTHER, `::ffff:${OTHER}`, `::ffff:${WORD}`, `0:0:0:0:0:FFFF:${WORD}`, `::FFFF:${OTHER}`, `::${OTHER}`, `64:ff9b::${OTHER}`, `2002:${WORD}::`),
  fc.constantFrom('0306.063.0144.010', '0xc6.0x33.0x64.0x08', '3325256712', '198.51.25608', '198.51.100.008', '198.051.100.8', `[::ffff:${OTHER}]`, `${OTHER}:25`, `::ffff:${OTHER}%eth0`, `${OTHER}/32`, `${OTHER}/0`, '0.0.0.0/0', '*', ''),
  fc.tuple(fc.constantFrom(',', ', ', ' ', '\t', '\u0000', '%00', ';', '/', '-', '\n'), fc.boolean()).map(([between, first]) => (first ? [LISTED, OTHER] : [OTHER, LISTED]).join(between)),
);

describe.each(WAYS)('asked by %s', (_name, ask, inHeader) => {
  const login = inHeader ? ASCII_LOGIN : LOGIN;

  it('the login is let in from the listed address alone, also as a mapped one', async () => {
    for (const worker of [open, closed]) {
      expect(await ask(worker, login, LISTED)).toBe(true);
      expect(await ask(worker, login, `::ffff:${LISTED}`)).toBe(true);
      expect(await ask(worker, login, OTHER)).toBe(false);
    }
  });

  it('R2: the login in another case, normal form or between blanks is held to its list', async () => {
    const spelling = sameAs(login).filter((text) => !inHeader || /^[\x20-\x7e]*$/.test(text));
    await fc.assert(
      fc.asyncProperty(spelling, async (same) => {
        expect(await ask(open, same, LISTED)).toBe(true);
        expect(await ask(open, same, OTHER)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  it('R2: no login that looks like it is let in from an address that is not listed', async () => {
    await fc.assert(
      fc.asyncProperty(nearTo(login), async (near) => {
        expect(await ask(closed, near, OTHER)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });

  it('no spelling of an address that is not listed is let in', async () => {
    await fc.assert(
      fc.asyncProperty(otherAddress, async (address) => {
        expect(await ask(closed, login, address)).toBe(false);
      }),
      { numRuns: RUNS },
    );
  });
});
