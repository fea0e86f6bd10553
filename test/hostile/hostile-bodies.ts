/** Bodies as bytes: most are good JSON, some are anything else. */
import type { Random } from './random.ts';

const encoder = new TextEncoder();

type Distortion = (text: string, random: Random) => Uint8Array | string;

const DISTORTIONS: readonly Distortion[] = [
  () => '',
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text) => text + text,
  (text) => `${text},`,
  (text) => `\ufeff${text}`,
  (text) => `/* */${text}`,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('{', '{"account":"a","account":"b","values":[],"address":1,'),
  (text) => text.replace('{', '{"__proto__":{"role":"operator"},'),
  (text) => text.replace(/:[^,}]*/, ':NaN'),
  (text) => text.replace(/:[^,}]*/, ':1e999'),
  (text) => text.replace(/:"[^"]*"/, ':"\\ud800"'),
  (text) =>
    new Uint8Array(Array.from(text, (character) => [character.charCodeAt(0) & 255, 0]).flat()),
  (text, random) => insertByte(text, random.pick([0xff, 0xc0, 0x80, 0xf5, 0]), random),
  (_text, random) => '['.repeat(random.pick([50, 5_000])),
  (_text, random) => '{"a":'.repeat(random.pick([50, 5_000])),
  () => '--x\r\nContent-Disposition: form-data; name="account"\r\n\r\na\r\n--x--\r\n',
  () => 'account=sender%40example.com&address=198.51.100.7',
  () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
];

export function toBytes(value: unknown, random: Random): Uint8Array {
  const text = JSON.stringify(value) ?? '';
  // This is rare, since making the body takes as long as many other requests.
  if (random.oneIn(2_000)) return encoder.encode(`{"padding":"${'x'.repeat(1_100_000)}"}`);
  if (!random.oneIn(8)) return encoder.encode(text);
  const distorted = random.pick(DISTORTIONS)(text, random);
  return typeof distorted === 'string' ? encoder.encode(distorted) : distorted;
}

/** The bodies as lines of one, the last without an end. */
export function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  const ended = lines.flatMap((line, index) =>
    index === 0 ? [line] : [encoder.encode('\n'), line],
  );
  return new Uint8Array(ended.flatMap((bytes) => [...bytes]));
}

function insertByte(text: string, byte: number, random: Random): Uint8Array {
  const bytes = encoder.encode(text);
  const at = random.below(bytes.length + 1);
  return new Uint8Array([...bytes.subarray(0, at), byte, ...bytes.subarray(at)]);
}
