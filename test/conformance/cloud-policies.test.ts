/** The addresses that the exported policies deny, by the rules that their clouds document. */
import { describe, expect, it } from 'vitest';
import { findAddress } from '../../shared/ip-address.ts';
import { containsAddress, parseValue } from '../../shared/ip-range.ts';
import {
  LISTED,
  LISTED_BY_LISTS,
  render,
  SOURCES,
  UNLISTED,
} from '../shared/exports/build-source.ts';

type State = keyof typeof SOURCES;

const PROBES = [...LISTED, ...UNLISTED];

// biome-ignore format: a table
const DENIED: Readonly<Record<State, readonly string[]>> = {
  enforced: UNLISTED,
  observed: [],
  off: [],
  expired: PROBES,
  suspended: PROBES,
  'off and suspended': PROBES,
  'extended by lists': UNLISTED.filter((address) => !LISTED_BY_LISTS.includes(address)),
  'made of lists alone': PROBES.filter((address) => !address.startsWith('192.0.2.') && !LISTED_BY_LISTS.includes(address)),
  'suspended and extended': PROBES,
};

describe.each(Object.keys(DENIED) as State[])('a list that is %s', (state) => {
  it('denies in IAM whom a check refuses', () => {
    const policy = JSON.parse(render('aws-iam', SOURCES[state]));
    expect(PROBES.filter((address) => deniesInIam(policy, address))).toEqual(DENIED[state]);
  });

  it('denies in IAM a request without an address exactly when the list is on', () => {
    const policy = JSON.parse(render('aws-iam', SOURCES[state]));
    expect(deniesInIam(policy, undefined)).toBe(DENIED[state].length > 0);
  });

  it('denies in CAM whom a check refuses', () => {
    const policy = JSON.parse(render('tencent-cam', SOURCES[state]));
    expect(PROBES.filter((address) => deniesInCam(policy, address))).toEqual(DENIED[state]);
  });
});

interface IamPolicy {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string;
    readonly Resource: string;
    readonly Condition?: {
      readonly NotIpAddress?: { readonly 'aws:SourceIp': readonly string[] };
      readonly Null?: { readonly 'aws:SourceIp': 'true' | 'false' };
    };
  }[];
}

/**
 * IAM User Guide, "IAM JSON policy elements: Condition operators": several operators in one
 * condition are joined by AND. A negated operator with several values matches if none of them
 * matches, and also if the key is not in the request. Null "false" matches if the key is in the
 * request. "Denies access to AWS based on the source IP" shows the same pattern.
 */
function deniesInIam({ Version, Statement }: IamPolicy, address: string | undefined): boolean {
  expect(Version).toBe('2012-10-17');
  return Statement.some(({ Effect, Action, Resource, Condition }) => {
    expect([Effect, Action, Resource]).toEqual(['Deny', 'ses:Send*', '*']);
    const values = Condition?.NotIpAddress?.['aws:SourceIp'];
    const outside = address === undefined || !isInside(address, values ?? []);
    const present = Condition?.Null === undefined || address !== undefined;
    return outside && present;
  });
}

interface CamPolicy {
  readonly version: string;
  readonly statement: readonly {
    readonly effect: string;
    readonly condition?: { readonly ip_not_equal: { readonly 'qcs:ip': readonly string[] } };
  }[];
}

/**
 * CAM, "Condition Keys and Condition Operators": ip_not_equal with several values of qcs:ip matches
 * an address that is in none of them.
 */
function deniesInCam({ version, statement }: CamPolicy, address: string): boolean {
  expect(version).toBe('2.0');
  return statement.some(({ effect, condition }) => {
    expect(effect).toBe('deny');
    return !isInside(address, condition?.ip_not_equal['qcs:ip'] ?? []);
  });
}

function isInside(address: string, segments: readonly string[]): boolean {
  const number = findAddress(address);
  if (number === undefined) throw new Error(`${address} is no address`);
  return segments.some((segment) => {
    // A cloud's policy may name every address. An entry may not, so the parser does not know these
    // two.
    if (segment === '0.0.0.0/0') return !address.includes(':');
    if (segment === '::/0') return address.includes(':');
    const parsed = parseValue('segment', segment);
    return parsed.ok && containsAddress(parsed.value.range, number);
  });
}
