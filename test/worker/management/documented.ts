/** Reads /openapi.json like a client. */
import { expect } from 'vitest';
import { TestWorker } from '../support/test-worker.ts';

export interface Example {
  readonly value: unknown;
}
export interface Content {
  readonly schema: { readonly $ref?: string };
  readonly examples?: Readonly<Record<string, Example>>;
}
export interface DocumentedResponse {
  readonly description: string;
  readonly content?: Readonly<Record<string, Content>>;
}
export interface DocumentedOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly security: readonly object[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly description: string;
  }[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, Content> };
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}
export interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Record<string, DocumentedOperation>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, { readonly description?: string }>>;
    readonly examples: Readonly<Record<string, Example>>;
    readonly securitySchemes: object;
  };
}

export async function readDocument(): Promise<Document> {
  const answer = await new TestWorker().call<Document>('GET /openapi.json');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  return answer.body;
}

export function findOperation(document: Document, name: string): DocumentedOperation {
  const [method = '', path = ''] = name.split(' ');
  const operation = document.paths[path]?.[method.toLowerCase()];
  if (!operation) throw new Error(`${name} is not in the document`);
  return operation;
}
