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
      if (book.add('192.0.2.1', 'mx', at)) news.push(at);
      book.take();
    }
    expect(news).toEqual([0, HOUR, 2 * HOUR]);
  });

  it('are taken once, each address with its count and its last time', () => {
    const book = new LeakBook();
    book.add('192.0.2.1', 'mx1', 1);
    book.add('192.0.2.1', 'mx2', 2);
    book.add('192.0.2.2', 'mx1', 3);
    expect(book.take()).toEqual([
      { address: '192.0.2.1', serverId: 'mx2', at: 2, count: 2 },
      { address: '192.0.2.2', serverId: 'mx1', at: 3, count: 1 },
    ]);
    expect(book.take()).toEqual([]);
  });

  it('that were put back are news again, and lose nothing of their count', () => {
    const book = new LeakBook();
    expect(book.add('192.0.2.1', 'mx', 1)).toBe(true);
    const taken = book.take();
    expect(book.add('192.0.2.1', 'mx', 2)).toBe(false);
    book.putBack(taken);
    expect(book.add('192.0.2.1', 'mx', 3)).toBe(true);
    expect(book.take()).toEqual([{ address: '192.0.2.1', serverId: 'mx', at: 3, count: 3 }]);
  });

  it('are news and kept a hundred times an hour at most', () => {
    const book = new LeakBook();
    let news = 0;
    for (let index = 0; index < 1_000; index++) if (book.add(addressOf(index), 'mx', index)) news++;
    expect(news).toBe(100);
    expect(book.take()).toHaveLength(100);
    expect(book.add(addressOf(2_000), 'mx', 2_000)).toBe(false);
    expect(book.add(addressOf(2_001), 'mx', HOUR + 2_000)).toBe(true);
  });
});
