/**
 * The form of a company policy: a JSON schema, as the browsers of the Chromium family want it in the manifest. It
 * keeps to what they read of such a schema. `readPolicy` checks what any browser hands out against it. Pure.
 */
import { LANGUAGES } from './language.ts';
import { POLICY_PARTS } from './policy.ts';

export type TextFormat = 'endpoint' | 'account' | 'console';

export type PolicySchema =
  | {
      readonly type: 'string';
      readonly description: string;
      readonly enum?: readonly string[];
      /** The kind of text. `readPolicy` checks it. */
      readonly format?: TextFormat;
    }
  | { readonly type: 'array'; readonly description: string; readonly items: PolicySchema }
  | {
      readonly type: 'object';
      readonly description: string;
      readonly properties: Readonly<Record<string, PolicySchema>>;
      readonly required?: readonly string[];
    };

const CONNECTION: PolicySchema = {
  type: 'object',
  description: 'A connection that waits for its token.',
  properties: {
    endpoint: {
      type: 'string',
      format: 'endpoint',
      description: 'Where Sendgate is deployed, such as https://sendgate.example.com.',
    },
    account: {
      type: 'string',
      format: 'account',
      description: 'The account that the token has to be of. Left out: whichever it is of.',
    },
    otherFamilyEndpoint: {
      type: 'string',
      format: 'endpoint',
      description: 'The same deployment, where it is reached over the other IP family alone.',
    },
  },
  required: ['endpoint'],
};

/**
 * What a browser of the Chromium family is given. It drops the whole part that holds one value against its schema,
 * and tells nobody but its own page of policies: so it is told the types alone, and the extension names the rest.
 */
export function managedSchemaOf(schema: PolicySchema): object {
  const { type, description } = schema;
  switch (schema.type) {
    case 'string':
      return { type, description };
    case 'array':
      return { type, description, items: managedSchemaOf(schema.items) };
    case 'object': {
      const fields = Object.entries(schema.properties);
      const properties = fields.map(([name, field]) => [name, managedSchemaOf(field)] as const);
      return { type, description, properties: Object.fromEntries(properties) };
    }
  }
}

export const POLICY_SCHEMA = {
  type: 'object',
  description: 'What a company sets up in Sendgate. It never holds a token.',
  properties: {
    connections: { type: 'array', description: 'Endpoints and accounts.', items: CONNECTION },
    consoles: {
      type: 'array',
      description: 'Hosts of provider consoles beside which the tab stands.',
      items: {
        type: 'string',
        format: 'console',
        description: 'A host name, such as mail.example.net.',
      },
    },
    language: {
      type: 'string',
      description: 'The language, until a person chooses another.',
      enum: LANGUAGES,
    },
    locked: {
      type: 'array',
      description: 'What a person can’t change.',
      items: { type: 'string', description: 'A part of this policy.', enum: POLICY_PARTS },
    },
  },
} as const satisfies PolicySchema;
