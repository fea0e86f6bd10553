import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Connection } from '../../../extension/model/connection.ts';
import {
  awaitedByPolicy,
  isLockedConnection,
  isSamePolicy,
  languageUnder,
  NO_POLICY,
} from '../../../extension/model/policy.ts';
import { managedSchemaOf, POLICY_SCHEMA } from '../../../extension/model/policy-schema.ts';
import { readPolicy } from '../../../extension/model/read-policy.ts';

type JsonSchema = Parameters<typeof z.fromJSONSchema>[0];

const ENDPOINT = 'https://sendgate.example.com';
const ACCOUNT = 'sender@example.com';

const flawsOf = (given: unknown) =>
  readPolicy(given).flaws.map(({ pointer, wanted }) => `${pointer} ${wanted}`);

describe('a company policy', () => {
  it('is taken over as it is written elsewhere', () => {
    expect(
      readPolicy({
        connections: [
          { endpoint: 'sendgate.example.com/', account: ACCOUNT },
          { endpoint: ENDPOINT, otherFamilyEndpoint: 'https://v6.example.com' },
        ],
        consoles: ['https://mail.example.net/inbox', 'app.brevo.com'],
        language: 'zh_CN',
        locked: ['language', 'connections', 'language'],
      }),
    ).toEqual({
      connections: [
        { endpoint: ENDPOINT, account: ACCOUNT, otherFamilyEndpoint: null },
        { endpoint: ENDPOINT, account: null, otherFamilyEndpoint: 'https://v6.example.com' },
      ],
      // The other one is built in.
      consoles: ['mail.example.net'],
      language: 'zh_CN',
      locked: ['language', 'connections'],
      flaws: [],
    });
  });

  it.each(['app.brevo.com', ' APP.Brevo.com ', 'https://app.brevo.com/senders'])(
    'has no place for a built-in console, however it is written: %s',
    (console) => {
      const { consoles, flaws } = readPolicy({ consoles: [console, 'mail.example.net'] });
      expect({ consoles, flaws }).toEqual({ consoles: ['mail.example.net'], flaws: [] });
    },
  );

  it('that there is none of is nothing', () => {
    expect(readPolicy({})).toEqual(NO_POLICY);
  });

  it('loses its wrong parts alone, each of which is named', () => {
    const given = {
      connections: [
        { endpoint: ENDPOINT, token: 'sga_secret' },
        { endpoint: 'http://sendgate.example.com' },
        { account: ACCOUNT },
        { endpoint: ENDPOINT, account: '@exa mple.com' },
        7,
      ],
      consoles: ['mail.example.net', 'localhost', null],
      language: 'de',
      locked: ['language', 'everything'],
      'a/b': 1,
    };
    const policy = readPolicy(given);
    expect(policy).toMatchObject({
      connections: [{ endpoint: ENDPOINT, account: null }],
      consoles: ['mail.example.net'],
      language: null,
      locked: ['language'],
    });
    expect(flawsOf(given)).toEqual([
      '/a~1b known-field',
      '/connections/0/token known-field',
      '/connections/1/endpoint endpoint',
      '/connections/2/endpoint present',
      '/connections/3/account account',
      '/connections/4 object',
      '/consoles/1 console',
      '/consoles/2 string',
      '/language choice',
      '/locked/1 choice',
    ]);
  });

  it('never brings a token in, wherever somebody has put one', () => {
    const secret = 'sga_secret';
    const policy = readPolicy({
      token: secret,
      connections: [{ endpoint: ENDPOINT, token: secret }],
    });
    expect(JSON.stringify(policy)).not.toContain(secret);
  });

  it('has a flaw of form exactly where a JSON schema validator finds one', () => {
    const text = fc.constantFrom(ENDPOINT, ACCOUNT, 'mail.example.net', 'en', 'consoles', 'de');
    const anything = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.object());
    const mostly = <Value>(value: fc.Arbitrary<Value>) =>
      fc.oneof(
        { weight: 8, arbitrary: value as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: anything },
      );
    const connection = fc.record(
      { endpoint: mostly(text), account: mostly(text), otherFamilyEndpoint: mostly(text) },
      { requiredKeys: [] },
    );
    const policy = fc.record(
      {
        connections: mostly(fc.array(mostly(connection), { maxLength: 3 })),
        consoles: mostly(fc.array(mostly(text), { maxLength: 3 })),
        language: mostly(fc.constantFrom('en', 'zh_CN', 'browser', 'de')),
        locked: mostly(fc.array(mostly(fc.constantFrom('consoles', 'language')), { maxLength: 2 })),
      },
      { requiredKeys: [] },
    );
    const validator = z.fromJSONSchema(POLICY_SCHEMA as unknown as JsonSchema);
    const others = ['known-field', 'endpoint', 'account', 'console'];
    fc.assert(
      fc.property(mostly(policy), (given) => {
        const flaws = readPolicy(given).flaws.filter(({ wanted }) => !others.includes(wanted));
        expect(flaws.length === 0).toBe(validator.safeParse(given).success);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is told to the browser by its types alone: what that refuses, the extension could not name', () => {
    const schema = z.fromJSONSchema(managedSchemaOf(POLICY_SCHEMA) as JsonSchema);
    const flawed = { connections: [{ account: ACCOUNT }], language: 'de', locked: ['everything'] };
    expect(flawsOf(flawed)).toHaveLength(3);
    expect(schema.safeParse(flawed).success).toBe(true);
    expect(schema.safeParse({ consoles: [7] }).success).toBe(false);
  });
});

describe('under a company policy', () => {
  const connection = (account: string | null): Connection => ({
    id: 'c1',
    endpoint: ENDPOINT,
    otherFamilyEndpoint: null,
    token: 'sga_1',
    session: { role: 'manager', account, tokenId: 't1', name: 'Ada', expiresAt: null },
    accounts: [],
  });
  const policy = readPolicy({
    connections: [
      { endpoint: ENDPOINT, account: ACCOUNT },
      { endpoint: 'https://other.example.com' },
    ],
    language: 'zh_CN',
    locked: ['connections'],
  });

  it('connections wait until there is a token for them', () => {
    expect(awaitedByPolicy(policy, [])).toEqual(policy.connections);
    expect(awaitedByPolicy(policy, [connection('else@example.com')])).toEqual(policy.connections);
    expect(awaitedByPolicy(policy, [connection(ACCOUNT)])).toEqual(policy.connections.slice(1));
  });

  it('another order of the fields is no other policy, and another value is', () => {
    const { connections, ...others } = policy;
    const turned = connections.map((one) => Object.fromEntries(Object.entries(one).reverse()));
    const same = { ...others, connections: turned } as unknown as typeof policy;
    expect(isSamePolicy(policy, same)).toBe(true);
    expect(isSamePolicy(policy, { ...policy, consoles: ['mail.example.net'] })).toBe(false);
    expect(isSamePolicy(policy, { ...policy, connections: connections.toReversed() })).toBe(false);
  });

  it('its own connections are locked, and a person’s are not', () => {
    expect(isLockedConnection(policy, connection(ACCOUNT))).toBe(true);
    expect(isLockedConnection(policy, connection('else@example.com'))).toBe(false);
    expect(isLockedConnection({ ...policy, locked: [] }, connection(ACCOUNT))).toBe(false);
  });

  it('the language is a person’s choice, unless it is locked', () => {
    expect(languageUnder(NO_POLICY, null)).toBe('browser');
    expect(languageUnder(policy, null)).toBe('zh_CN');
    expect(languageUnder(policy, 'en')).toBe('en');
    expect(languageUnder({ ...policy, locked: ['language'] }, 'en')).toBe('zh_CN');
    expect(languageUnder({ ...NO_POLICY, locked: ['language'] }, 'en')).toBe('en');
  });
});
