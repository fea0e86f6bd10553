import { describe, expect, it } from 'vitest';
import { LeakBook } from '../../../worker/deciding/leak-book.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const addressOf = (index: number) => `2001:db8::${index.toString(16)}`;

describe('the leaks an isolate has seen', () => {
  it('are news once an hour an address, however often it goes on', () => {
    const book = new LeakBook();
    const news: number[] = [];
    for (let at = 0; at <= 2 * HOUR; at += 10 * MINUTE) {
      if (book.add({ address: '192.0.2.1', serverId: 'mx', at })) news.push(at);
      book.take();
    }
    expect(news).toEqual([0, HOUR, 2 * HOUR]);
  });

  it('are taken once, each address with its count and its last time', () => {
    const book = new LeakBook();
    book.add({ address: '192.0.2.1', serverId: 'mx1', at: 1 });
    book.add({ address: '192.0.2.1', serverId: 'mx2', at: 2 });
    book.add({ address: '192.0.2.2', serverId: 'mx1', at: 3 });
    expect(book.take()).toEqual([
      { address: '192.0.2.1', serverId: 'mx2', at: 2, count: 2 },
      { address: '192.0.2.2', serverId: 'mx1', at: 3, count: 1 },
    ]);
    expect(book.take()).toEqual([]);
  });

  it('that were put back are news again, and lose nothing of their count', () => {
    const book = new LeakBook();
    expect(book.add({ address: '192.0.2.1', serverId: 'mx', at: 1 })).toBe(true);
    const taken = book.take();
    expect(book.add({ address: '192.0.2.1', serverId: 'mx', at: 2 })).toBe(false);
    book.putBack(taken);
    expect(book.add({ address: '192.0.2.1', serverId: 'mx', at: 3 })).toBe(true);
    expect(book.take()).toEqual([{ address: '192.0.2.1', serverId: 'mx', at: 3, count: 3 }]);
  });

  it('are news for each login of a domain account, and are taken with it', () => {
    const book = new LeakBook();
    const leak = { address: '192.0.2.1', serverId: 'mx', at: 1 };
    const [desk, office] = ['desk@example.com', 'office@example.com'];
    expect(book.add({ ...leak, login: desk })).toBe(true);
    expect(book.add({ ...leak, login: office })).toBe(true);
    const taken = book.take();
    expect(taken).toEqual([
      { ...leak, login: desk, count: 1 },
      { ...leak, login: office, count: 1 },
    ]);
    expect(book.add({ ...leak, login: desk })).toBe(false);
    book.putBack(taken);
    expect(book.take()).toEqual([
      { ...leak, login: desk, count: 2 },
      { ...leak, login: office, count: 1 },
    ]);
  });

  it('are news and kept a hundred times an hour at most', () => {
    const book = new LeakBook();
    let news = 0;
    for (let index = 0; index < 1_000; index++)
      if (book.add({ address: addressOf(index), serverId: 'mx', at: index })) news++;
    expect(news).toBe(100);
    expect(book.take()).toHaveLength(100);
    expect(book.add({ address: addressOf(2_000), serverId: 'mx', at: 2_000 })).toBe(false);
    expect(book.add({ address: addressOf(2_001), serverId: 'mx', at: HOUR + 2_000 })).toBe(true);
  });
});
