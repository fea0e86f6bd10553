/**
 * The code that an isolate starts with: the checks and the objects. The first call of management loads the
 * rest, since its schemas take longer to load than all code of a check.
 */
import { Isolate } from './deciding/isolate.ts';
import type { Postpone } from './deciding/sender-recorder.ts';
import type { Management } from './management/app.ts';
import type { Env } from './platform/env.ts';
import { answerHealth, isHealthCall } from './platform/health.ts';
import { answerCheck } from './protocols/answer-check.ts';
import type { Protocol } from './protocols/protocol.ts';
import { PROTOCOLS, ProtocolTable } from './protocols/protocol-table.ts';
import { readRequestLine } from './protocols/request-line.ts';
import { answerSend, isSendPath } from './protocols/send.ts';

export { AccountObject } from './objects/account/account-object.ts';
export { DirectoryObject } from './objects/directory/directory-object.ts';

/** Makes the Worker of one isolate, with its own memory. */
export function createWorker(
  protocols: readonly Protocol<unknown>[] = PROTOCOLS,
  postpone?: Postpone,
) {
  const table = new ProtocolTable(protocols);
  let isolate: Isolate | undefined;
  // This keeps the app, not the promise of its import: such a promise would belong to the request that began
  // it.
  let management: Management | undefined;

  async function manage(request: Request, current: Isolate, context: ExecutionContext) {
    if (!management) {
      const { createManagement } = await import('./management/app.ts');
      management ??= createManagement(current);
    }
    return management.fetch(request, current.env, context);
  }

  return {
    fetch(request: Request, env: Env, context: ExecutionContext): Response | Promise<Response> {
      isolate ??= new Isolate(env, postpone);
      const line = readRequestLine(request);
      const protocol = table.find(line);
      if (protocol) return answerCheck(protocol, request, line, isolate, context);
      if (isSendPath(line.path)) return answerSend(request, line, isolate, context);
      if (isHealthCall(line.method, line.path)) return answerHealth(line.method, env);
      return manage(request, isolate, context);
    },
  };
}

export default createWorker();
