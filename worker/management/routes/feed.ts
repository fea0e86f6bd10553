/** The feed: what agents hold copies of. The page is read in read-feed.ts. */
import { Feed, FeedHeaders, FeedQuery } from '../../../shared/api.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import { digestOf } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { readFeedCursor } from './feed-cursor.ts';
import { isAtHand } from './if-none-match.ts';
import { readFeedPage } from './read-feed.ts';

export const readFeed = endpoint({
  who: ['relay'],
  right: 'copies',
  summary: 'Copies of the accounts and shared lists that changed since a cursor, for an agent',
  query: FeedQuery,
  headers: FeedHeaders,
  status: 200,
  answer: Feed,
  conditional: true,
  async handle(c, { query: { after }, headers }) {
    const at = toTimestamp(Date.now());
    const page = await readFeedPage(c.env, readFeedCursor(after));
    const deployment = deploymentOf(c);
    // What a page leads to is its cursor. An empty page leads to where the page before led.
    const etag = `"${await digestOf(JSON.stringify([page.cursor, page.more, deployment]))}"`;
    c.header('ETag', etag);
    const isEmpty = !page.full && !page.more && page.accounts.length + page.lists.length === 0;
    if (isEmpty && isAtHand(headers['if-none-match'], etag)) return c.body(null, 304);
    return answer(c, { ...page, at, deployment }, etag);
  },
});

function deploymentOf(c: AppContext): Feed['deployment'] {
  const { failMode, unknownAccounts, dovecotRefusalMessage } = c.get('decisionPoint').configuration;
  return { failMode, unknownAccounts, dovecotRefusalMessage };
}

async function answer(c: AppContext, feed: Feed, etag: string): Promise<Response> {
  const headers = { 'Content-Type': 'application/json', ETag: etag, Vary: 'Accept-Encoding' };
  const text = JSON.stringify(feed);
  if (!takesGzip(c.req.header('Accept-Encoding'))) return new Response(text, { headers });
  const stream = new Response(text).body?.pipeThrough(new CompressionStream('gzip'));
  const bytes = await new Response(stream).arrayBuffer();
  return new Response(bytes, {
    headers: { ...headers, 'Content-Encoding': 'gzip' },
    // The bytes are compressed already.
    encodeBody: 'manual',
  });
}

/** Decides whether the client names gzip, and not to forbid it. */
function takesGzip(header = ''): boolean {
  return header.split(',').some((one) => {
    const [name = '', weight = ''] = one
      .trim()
      .toLowerCase()
      .split(/\s*;\s*q\s*=\s*/);
    return name === 'gzip' && Number(weight || '1') > 0;
  });
}
