import fc from 'fast-check';
import { expect, it } from 'vitest';
import { policyRequests } from '../../integrations/postfix/policyd/policy-request.mjs';

const WANTED = ['request', 'instance', 'client_address', 'sasl_username', 'sasl_method'];

const line = fc
  .tuple(fc.constantFrom('request', 'sender', 'helo_name', 'x'), fc.string({ unit: 'grapheme' }))
  .map(([name, value]) => `${name}=${value.replaceAll('\n', '')}\n`);
const junk = fc.constantFrom(
  'no equals sign\n',
  '=nameless\n',
  'request=twice\nrequest=twice\n',
  'x=\r',
  '\r',
);
const request = fc
  .array(fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: junk }), { maxLength: 6 })
  .map((lines) => `${lines.join('')}\n`);
const stream = fc
  .array(request, { maxLength: 6 })
  .map((requests) => Buffer.from(requests.join('')));

async function read(chunks: readonly Buffer[]) {
  const requests = [];
  for await (const attributes of policyRequests(streamOf(chunks)))
    requests.push(attributes && Object.fromEntries(attributes));
  return requests;
}

async function* streamOf(chunks: readonly Buffer[]) {
  yield* chunks;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

it('a request is the same however the stream is cut, at every byte too', async () => {
  await fc.assert(
    fc.asyncProperty(stream, fc.array(fc.nat()), async (bytes, places) => {
      const whole = await read([bytes]);
      expect(await read(cut(bytes, places))).toEqual(whole);
      expect(await read([...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
    }),
  );
});

it('what was written is what is read: the wanted attributes, and nothing of the others', async () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => !text.includes('\n'));
  const attributes = fc.record(Object.fromEntries(WANTED.map((name) => [name, value])));
  await fc.assert(
    fc.asyncProperty(fc.array(attributes, { minLength: 1 }), async (requests) => {
      const text = requests.map((wanted) => {
        const lines = Object.entries({ sender: 'a@example.test', ...wanted, size: '0' });
        return `${lines.map(([name, value]) => `${name}=${value}\n`).join('')}\n`;
      });
      expect(await read([Buffer.from(text.join(''))])).toEqual(requests);
    }),
  );
});

it('lines that end with CR LF are read as those that end with LF, however they are cut', async () => {
  await fc.assert(
    fc.asyncProperty(stream, fc.array(fc.nat()), async (bytes, places) => {
      const ended = Buffer.from(bytes.toString().replaceAll(/\r*\n/g, '\r\n'));
      const plain = Buffer.from(bytes.toString().replaceAll(/\r*\n/g, '\n'));
      expect(await read(cut(ended, places))).toEqual(await read([plain]));
    }),
  );
});

it('any bytes at all are read without a failure, as long as requests stay short', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (chunks) => {
      await read(chunks.map((chunk) => Buffer.from(chunk)));
    }),
  );
});

it.each([
  ['a line without an equals sign', 'request\n\n'],
  ['a wanted attribute twice', 'sasl_username=a\nsasl_username=b\n\n'],
  ['a wanted attribute that is no UTF-8', Buffer.from('sasl_username=b\xfcro\n\n', 'latin1')],
])('%s makes no request', async (_, bytes) => {
  expect(await read([Buffer.from(bytes)])).toEqual([undefined]);
});

it('an attribute that is not wanted may hold any bytes', async () => {
  const bytes = Buffer.from('helo_name=b\xfcro\nsasl_username=a\n\n', 'latin1');
  expect(await read([bytes])).toEqual([{ sasl_username: 'a' }]);
});

it('a request may have 64 KiB and no more, whichever way it comes', async () => {
  const fill = (length: number) => Buffer.from(`sender=${'x'.repeat(length - 9)}\n\n`);
  expect(await read([fill(65_536)])).toEqual([{}]);
  const long = fill(65_537);
  await expect(read([long])).rejects.toThrow('longer than 65536 bytes');
  await expect(read(cut(long, [1, 40_000, 65_000]))).rejects.toThrow('longer than 65536 bytes');
  await expect(read([Buffer.alloc(70_000, 'x')])).rejects.toThrow('longer than 65536 bytes');
});
