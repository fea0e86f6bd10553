/** Writes HTTP/1.1 questions as bytes, and finds the end of their answers (RFC 9112), as a load needs it. */
import type { Protocol } from './load.ts';

export interface HttpQuestion {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export function httpQuestion({ method = 'GET', path, headers = {}, body }: HttpQuestion): Buffer {
  const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const lines = Object.entries({ Host: 'bench.test', ...headers, ...length });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${head}\r\n${body ?? ''}`);
}

/**
 * Checks that every answer has the status and the words. Otherwise the bench fails, because it must measure
 * right answers only.
 */
export function httpAnswers(status: number, words = ''): Protocol {
  const expected = `HTTP/1.1 ${status} `;
  return {
    endOf(received, from) {
      const headEnd = received.indexOf('\r\n\r\n', from, 'latin1');
      if (headEnd < 0) return -1;
      const head = received.toString('latin1', from, headEnd);
      const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
      if (length === undefined && status !== 204) throw new Error(`no length in\n${head}`);
      const end = headEnd + 4 + Number(length ?? 0);
      if (received.length < end) return -1;
      if (!head.startsWith(expected) || !received.subarray(from, end).includes(words)) {
        throw new Error(`not ${status} ${words}:\n${received.toString('latin1', from, end)}`);
      }
      return end;
    },
  };
}
