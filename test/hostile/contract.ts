/** The parts of /openapi.json that requests are made from. */
import { z } from 'zod';

export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
  readonly example?: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** The media type of the body. */
  readonly type: string;
  readonly statuses: ReadonlySet<number>;
}

export interface Contract {
  readonly operations: readonly Operation[];
  resolve(schema: Schema): Schema;
}

const schema = z.custom<Schema>((value) => typeof value === 'object' && value !== null);

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string(), schema })).default([]),
        requestBody: z.object({ content: z.record(z.string(), z.object({ schema })) }).optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), schema) }),
});

export function readContract(document: unknown): Contract {
  const { paths, components } = Document.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters, requestBody, responses }]) => {
      const [[type, content] = ['application/json']] = Object.entries(requestBody?.content ?? {});
      const statuses = new Set(Object.keys(responses).map(Number));
      return {
        method: method.toUpperCase(),
        path,
        parameters,
        body: content?.schema,
        type,
        statuses,
      };
    }),
  );
  const resolve = (schema: Schema): Schema => {
    if (schema.$ref === undefined) return schema;
    const found = components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (!found) throw new Error(`there is no ${schema.$ref}`);
    return resolve(found);
  };
  return { operations, resolve };
}
