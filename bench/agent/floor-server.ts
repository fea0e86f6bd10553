/** The server that floor.ts starts. Its arguments are the ports for HTTP and for Postfix's policy protocol. */
import { createServer } from 'node:http';
import { createServer as createPolicyServer } from 'node:net';

const [httpPort, policyPort] = process.argv.slice(2).map(Number);
const BODY = '{"status":0,"verdict":"allow"}';
const HEADERS = { 'Content-Type': 'application/json', 'Content-Length': BODY.length };

const http = createServer((request, response) => {
  request.resume();
  response.writeHead(200, HEADERS).end(BODY);
});
http.keepAliveTimeout = 0;
http.listen(httpPort, '127.0.0.1');

const policy = createPolicyServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy());
  // A question comes in one piece, and is not looked at.
  socket.on('data', () => socket.write('action=DUNNO\n\n'));
});
policy.listen(policyPort, '127.0.0.1');
