/**
 * Gives each management call in /openapi.json a name, a group and examples, because its schemas have none of
 * these.
 */
import type { OpenApiOperation } from '../../protocols/protocol.ts';
import { CALL_NAMES } from './call-names.ts';
import type { CallExamples, NamedValues } from './examples/call-examples.ts';
import { EXAMPLES } from './examples/examples.ts';

type Paths = Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;

export function nameCalls(paths: Paths): Record<string, Record<string, OpenApiOperation>> {
  return Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      path,
      Object.fromEntries(
        Object.entries(operations).map(([method, operation]) => [
          method,
          nameCall(`${method.toUpperCase()} ${path}`, operation),
        ]),
      ),
    ]),
  );
}

function nameCall(call: string, operation: OpenApiOperation): OpenApiOperation {
  const named = CALL_NAMES[call];
  // A call without a name is still served. A test finds it.
  if (!named) return operation;
  const [operationId, tag] = named;
  const head = { operationId, tags: [tag] };
  const { description = 'For anyone, without a token.', security = [] } = operation;
  const described = { ...head, ...operation, description, security };
  const examples = EXAMPLES[operationId];
  return examples ? { ...described, ...withExamples(operation, examples) } : described;
}

interface Holder {
  readonly content?: Readonly<Record<string, object>>;
}

function withExamples(operation: OpenApiOperation, { body, answers }: CallExamples): object {
  const responses = operation.responses as Readonly<Record<string, Holder>>;
  const requestBody = operation.requestBody as Holder | undefined;
  return {
    ...(requestBody && body && { requestBody: exemplify(requestBody, typeOf(requestBody), body) }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, response]) => [
        status,
        Object.entries(answers?.[Number(status)] ?? {}).reduce(
          (holder, [type, values]) => exemplify(holder, type, values),
          response,
        ),
      ]),
    ),
  };
}

/** A body is taken in one media type. */
function typeOf({ content = {} }: Holder): string {
  return Object.keys(content)[0] ?? 'application/json';
}

function exemplify(holder: Holder, type: string, values: NamedValues): Holder {
  const examples = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value }]),
  );
  return {
    ...holder,
    content: { ...holder.content, [type]: { ...holder.content?.[type], examples } },
  };
}
