import { findOutput } from './run-wrangler.ts';

/** The id of the account's KV namespace that has the title; `global` are arguments of wrangler. */
export async function findNamespaceId(
  title: string,
  global: readonly string[],
): Promise<string | undefined> {
  const output = await findOutput(['kv', 'namespace', 'list', ...global]);
  if (output === undefined) return undefined;
  const namespaces: unknown = JSON.parse(output);
  if (!Array.isArray(namespaces)) return undefined;
  return (namespaces as readonly Namespace[]).find((namespace) => namespace.title === title)?.id;
}

interface Namespace {
  readonly id: string;
  readonly title: string;
}
