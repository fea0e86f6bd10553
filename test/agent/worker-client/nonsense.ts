/** What can stand in the Worker's place: each gets a question, and gives no answer of the Worker's. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { LISTED } from '../support/decisions.ts';
import { answerText } from '../support/loopback-server.ts';

type Said = (socket: Socket) => void;

const says =
  (text: string): Said =>
  (socket) =>
    socket.write(text);
const decides = (change: object): Said =>
  says(answerText(200, JSON.stringify({ ...LISTED, ...change })));
const HTML = '<!doctype html><title>Log in to the network</title>';
const IN_HTML = { 'Content-Type': 'text/html' };
const ten = 10 * 1024 * 1024;

export const NONSENSE: readonly (readonly [string, Said])[] = [
  ['no HTTP', says('SSH-2.0-OpenSSH_9.2\r\n')],
  ['a connection that ends', (socket) => void socket.destroy()],
  ['half an answer', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"ver')],
  ['a page with 200', says(answerText(200, HTML, IN_HTML))],
  ['a page with 401', says(answerText(401, HTML, IN_HTML))],
  ['a page with 403', says(answerText(403, HTML, IN_HTML))],
  ['a 403 of another program', says(answerText(403, '{"type":"about:blank","status":403}'))],
  ['a 500', says(answerText(500, HTML, IN_HTML))],
  ['a redirection', says(answerText(302, '', { Location: 'https://login.example.net/' }))],
  ['no content', says('HTTP/1.1 204 No Content\r\n\r\n')],
  [
    'a switch of protocols',
    says('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
  ],
  ['an empty object', says(answerText(200, '{}'))],
  ['a list', says(answerText(200, `[${JSON.stringify(LISTED)}]`))],
  ['bytes that are no UTF-8', (socket) => socket.write(notUtf8())],
  ['another account', decides({ account: 'other@example.com' })],
  ['another address', decides({ address: '203.0.113.8' })],
  ['another domain', decides({ decidedBy: '@example.net' })],
  ['an unknown verdict', decides({ verdict: 'maybe' })],
  ['an unknown reason', decides({ reason: 'fine' })],
  ['an allow that is not listed', decides({ reason: 'not-listed' })],
  ['an unknown mode', decides({ mode: 'loose' })],
  ['an entry that is none', decides({ entry: 'office' })],
  ['a revision that is none', decides({ revision: '7' })],
  ['10 MB', says(answerText(200, JSON.stringify({ ...LISTED, more: 'x'.repeat(ten) })))],
  ['10 MB, packed', (socket) => socket.write(packed('x'.repeat(ten)))],
  [
    'an unknown packing',
    says(answerText(200, JSON.stringify(LISTED), { 'Content-Encoding': 'br' })),
  ],
];

/** One byte after the other, so that the connection is never idle for long. */
export const drip: Said = (socket) => {
  const text = answerText(200, JSON.stringify({ ...LISTED, more: 'x'.repeat(ten) }));
  let at = 0;
  const timer = setInterval(() => socket.write(text.charAt(at++)), 10);
  socket.on('close', () => clearInterval(timer));
};

function notUtf8(): Buffer {
  const answer = Buffer.from(answerText(200, JSON.stringify({ ...LISTED, more: '??' })));
  answer[answer.indexOf('??')] = 0xfc;
  return answer;
}

function packed(text: string): Buffer {
  const bytes = gzipSync(JSON.stringify({ ...LISTED, more: text }));
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bytes.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), bytes]);
}
