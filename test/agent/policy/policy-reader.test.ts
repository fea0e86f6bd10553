/** The reader finds in any bytes what a plain reading of all of them finds. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PolicyReader } from '../../../agent/protocols/policy/policy-reader.ts';

const WANTED = ['request', 'instance', 'client_address', 'sasl_username', 'sasl_method'];
const SIMILAR = ['sender', 'helo_name', 'requests', 'sasl_senders_', 'client_port', 'x', ''];

const name = fc.constantFrom(...WANTED, ...SIMILAR);
const value = fc.oneof(
  fc.string({ unit: 'grapheme' }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('', '\r', '=', 'a\r', '\uFEFFa').map((text) => Buffer.from(text)),
);
const line = fc
  .tuple(name, fc.constantFrom('=', '=', '=', '=', ''), value, fc.constantFrom('\n', '\n', '\r\n'))
  .map(([left, equals, right, end]) =>
    Buffer.concat([Buffer.from(left + equals), right, Buffer.from(end)]),
  );
const request = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\n', '\r\n', ''))
  .map(([lines, end]) => Buffer.concat([...lines, Buffer.from(end)]));
const stream = fc.array(request, { maxLength: 6 }).map((requests) => Buffer.concat(requests));

function read(chunks: readonly Buffer[]) {
  const reader = new PolicyReader();
  const requests = [];
  for (const chunk of chunks) {
    reader.push(chunk);
    for (let found = reader.next(); found !== undefined; found = reader.next())
      requests.push(found);
  }
  return requests;
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads all lines at once, in the plainest way. */
function expected(bytes: Buffer) {
  const requests = [];
  let attributes = new Map<string, string>();
  let isReadable = true;
  for (const line of bytes.toString('latin1').split('\n').slice(0, -1)) {
    const text = line.replace(/\r$/, '');
    if (text === '') {
      requests.push(
        isReadable
          ? Object.fromEntries(WANTED.map((wanted) => [wanted, attributes.get(wanted)]))
          : 'unreadable',
      );
      attributes = new Map();
      isReadable = true;
      continue;
    }
    const [, left = '', right = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (left === '') isReadable = false;
    if (!WANTED.includes(left) || right === '') continue;
    try {
      if (attributes.has(left)) isReadable = false;
      attributes.set(left, decoder.decode(Buffer.from(right, 'latin1')));
    } catch {
      isReadable = false;
    }
  }
  return requests;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const within = places.map((place) => place % (bytes.length + 1));
  const ends = [...new Set(within)].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

it('it reads the same however the stream is cut, at every byte too', async () => {
  let unreadable = 0;
  let readable = 0;
  await fc.assert(
    fc.asyncProperty(stream, fc.array(fc.nat()), async (bytes, places) => {
      const wanted = expected(bytes);
      unreadable += wanted.filter((found) => found === 'unreadable').length;
      readable += wanted.filter((found) => found !== 'unreadable').length;
      expect(read([bytes])).toEqual(wanted);
      expect(read(cut(bytes, places))).toEqual(wanted);
      expect(read([...bytes].map((byte) => Buffer.of(byte)))).toEqual(wanted);
    }),
    { numRuns: 1000 },
  );
  // The bytes are not all of one sort.
  expect(Math.min(readable, unreadable)).toBeGreaterThan(100);
});

it.each([
  ['a line without an equals sign', 'request\n\n'],
  ['a wanted attribute twice', 'sasl_username=a\nsasl_username=b\n\n'],
  ['a wanted attribute that is no UTF-8', Buffer.from('sasl_username=b\xfcro\n\n', 'latin1')],
])('%s makes no request', (_, bytes) => {
  expect(read([Buffer.from(bytes)])).toEqual(['unreadable']);
});

it('an attribute that is not wanted may hold any bytes', () => {
  const bytes = Buffer.from('helo_name=b\xfcro\nsasl_username=a\n\n', 'latin1');
  expect(read([bytes])).toMatchObject([{ sasl_username: 'a' }]);
});

it('a request may have 64 KiB and no more, whichever way it comes', () => {
  const fill = (length: number) => Buffer.from(`sender=${'x'.repeat(length - 9)}\n\n`);
  expect(read([fill(65_536)])).toHaveLength(1);
  const long = fill(65_537);
  expect(() => read([long])).toThrow('longer than 65536 bytes');
  expect(() => read(cut(long, [1, 40_000, 65_000]))).toThrow('longer than 65536 bytes');
  expect(() => read([Buffer.alloc(70_000, 'x')])).toThrow('longer than 65536 bytes');
  expect(() => read([Buffer.alloc(70_000, 'x=\n')])).toThrow('longer than 65536 bytes');
});
