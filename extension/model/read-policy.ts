/** What a browser says that the company has set up. What is wrong in it is named and left out, never the whole. Pure. */
import { parseAccountId } from '../../shared/account-id.ts';
import { parseConsoleHost } from './console-hosts.ts';
import { parseEndpoint } from './endpoint-text.ts';
import { type Fitting, fitSchema } from './fit-schema.ts';
import type { Language } from './language.ts';
import { NO_POLICY, type Policy, type PolicyFlaw, type PolicyPart } from './policy.ts';
import { POLICY_SCHEMA } from './policy-schema.ts';

/** The policy as it comes out of the schema. */
interface FittingPolicy {
  readonly connections?: readonly FittingConnection[];
  readonly consoles?: readonly string[];
  readonly language?: Language;
  readonly locked?: readonly PolicyPart[];
}

interface FittingConnection {
  readonly endpoint: string;
  readonly account?: string;
  readonly otherFamilyEndpoint?: string;
}

/**
 * Stands for a console at which the tab stands already, however it is written. A later version may have a console in
 * its table that an older policy names.
 */
const BUILT_IN = '';

const FORMATS: Fitting['formats'] = {
  endpoint: (text) => {
    const endpoint = parseEndpoint(text);
    return endpoint.ok ? endpoint.value : undefined;
  },
  account: (text) => {
    const account = parseAccountId(text);
    return account.ok ? account.value : undefined;
  },
  console: (text) => {
    const host = parseConsoleHost(text);
    if (host.ok) return host.value;
    return host.error.reason === 'built-in' ? BUILT_IN : undefined;
  },
};

export function readPolicy(given: unknown): Policy {
  const flaws: PolicyFlaw[] = [];
  const note = (pointer: string, wanted: PolicyFlaw['wanted']) => {
    flaws.push({ pointer, wanted });
    return undefined;
  };
  const { connections, consoles, language, locked } = (fitSchema(given, POLICY_SCHEMA, {
    note,
    formats: FORMATS,
  }) ?? {}) as FittingPolicy;
  const hosts = consoles?.filter((host) => host !== BUILT_IN);
  return {
    connections: uniqueOf(connections ?? []).map(
      ({ endpoint, account = null, otherFamilyEndpoint = null }) => ({
        endpoint,
        account,
        otherFamilyEndpoint,
      }),
    ),
    consoles: [...new Set(hosts)],
    language: language ?? NO_POLICY.language,
    locked: [...new Set(locked)],
    flaws,
  };
}

/** The first of those that name the same account of the same endpoint. */
function uniqueOf(connections: readonly FittingConnection[]): readonly FittingConnection[] {
  const byName = new Map(
    connections
      .toReversed()
      .map((connection) => [`${connection.endpoint} ${connection.account ?? ''}`, connection]),
  );
  return connections.filter((connection) => [...byName.values()].includes(connection));
}
