/** Gives each problem response in /openapi.json its examples. The description of a response lists its codes. */
import type { OpenApiOperation } from '../../protocols/protocol.ts';

const PROBLEM_TYPE = 'application/problem+json';

interface Response {
  readonly description: string;
  readonly content?: Readonly<Record<string, object>>;
}

type Paths = Record<string, Record<string, OpenApiOperation>>;

export function referToProblems(paths: Readonly<Paths>): Paths {
  return mapValues(paths, (operations) =>
    mapValues(operations, (operation) => ({
      ...operation,
      responses: mapValues((operation.responses ?? {}) as Record<string, Response>, referToProblem),
    })),
  );
}

function referToProblem(response: Response): Response {
  const problem = response.content?.[PROBLEM_TYPE];
  if (!problem) return response;
  const codes = response.description.split(', ');
  const examples = Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]),
  );
  return {
    ...response,
    content: { ...response.content, [PROBLEM_TYPE]: { ...problem, examples } },
  };
}

function mapValues<Value, Mapped>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Mapped,
): Record<string, Mapped> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
