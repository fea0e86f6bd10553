import { describe, expect, it } from 'vitest';
import { ProblemDocument } from '../../../shared/api.ts';
import { newCallerAddress, TestWorker } from '../support/test-worker.ts';
import { callerOf, OPERATIONS, requestOf, setScene } from './surface.ts';

const worker = new TestWorker();
const from = newCallerAddress();

describe('what each call answers is of its schema, and nothing more', () => {
  for (const operation of OPERATIONS) {
    it(operation.name, async () => {
      const scene = await setScene(worker, operation);
      const token = await callerOf(operation, scene);
      const body = operation.body?.(scene);
      const call = { token, ...(body && { body }) };
      const answer = await worker.call<unknown>(requestOf(operation, scene), call);
      expect(answer.status, JSON.stringify(answer.body)).toBe(operation.status);
      if (!operation.answer) {
        expect(answer.body).toBe('');
        expect(answer.headers.get('content-type')).toBeNull();
        return;
      }
      const type = operation.type ?? /^application\/json/;
      expect(answer.headers.get('content-type')).toMatch(type);
      // A schema drops what it does not know, so both are equal only if it knows everything.
      expect(operation.answer.parse(answer.body)).toEqual(answer.body);
    });
  }

  for (const operation of OPERATIONS.filter(({ name }) => name.includes('{account}'))) {
    it(`a problem of ${operation.name}`, async () => {
      const scene = await setScene(worker, operation);
      const request = requestOf(operation, scene).replace('account-', 'no-account-');
      const body = operation.body?.(scene);
      const answer = await worker.operator<object>(request, { from, ...(body && { body }) });
      expect(answer.status).toBe(404);
      const problem = ProblemDocument.parse(answer.body);
      expect(problem.code).toBe('account-unknown');
      const known = ['type', 'title', 'status', 'code', 'detail', 'requestId', 'errors'];
      expect(Object.keys(answer.body).sort()).toEqual(known.sort());
    });
  }
});
