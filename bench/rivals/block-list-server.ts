/** The server that block-list.ts starts. Its arguments are the port, and the number of accounts. */
import { createServer } from 'node:http';
import { BlockList } from 'node:net';
import { accountLists } from '../sending-questions.ts';

const [port, accounts] = process.argv.slice(2).map(Number);
const lists = new Map(
  accountLists(accounts ?? 0).map(({ account, addresses, segments }) => {
    const list = new BlockList();
    for (const address of addresses) list.addAddress(address);
    for (const segment of segments) {
      const [address = '', prefix] = segment.split('/');
      list.addSubnet(address, Number(prefix));
    }
    return [account, list];
  }),
);

const server = createServer((request, response) => {
  const query = new URL(request.url ?? '/', 'http://bench.test').searchParams;
  const list = lists.get(query.get('account') ?? '');
  const verdict = list?.check(query.get('address') ?? '') ? 'allow' : 'deny';
  const body = JSON.stringify({ verdict });
  response
    .writeHead(200, {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    })
    .end(body);
});
server.keepAliveTimeout = 0;
server.listen(port, '127.0.0.1');
