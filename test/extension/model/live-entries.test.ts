import { describe, expect, it } from 'vitest';
import { countLive, renewsExpired } from '../../../extension/model/live-entries.ts';
import { NOW } from '../../shared/build-allowlist.ts';
import { buildList, entry } from '../support/build-list.ts';

const at = (time: number, expired: boolean) => ({
  expiresAt: new Date(time).toISOString(),
  expired,
});
const LIST = buildList(
  entry('e1', '192.0.2.1'),
  entry('e2', '192.0.2.2', at(NOW - 2_000, true)),
  entry('e3', '192.0.2.3', at(NOW + 1_000, false)),
);

describe('the entries that count against the limit', () => {
  it('are those that have not expired, as the Worker counts them', () => {
    expect(countLive({ ...LIST, expired: 1 }, NOW)).toBe(2);
    expect(countLive({ count: 7, expired: 3 }, NOW)).toBe(4);
  });

  it('are counted by the entries where an older Worker does not', () => {
    expect(countLive(LIST, NOW)).toBe(2);
    expect(countLive({ count: 7 }, NOW)).toBe(7);
  });

  it('are fewer once another has expired since the list was read', () => {
    expect(countLive({ ...LIST, expired: 1 }, NOW + 1_000)).toBe(1);
    expect(countLive(LIST, NOW + 1_000)).toBe(1);
  });

  it('are no more than the Worker says by a clock that is behind its', () => {
    expect(countLive({ ...LIST, expired: 2 }, NOW)).toBe(1);
    expect(countLive(LIST, NOW - 10_000)).toBe(2);
  });
});

it('a Worker renews where it counts what has expired', () => {
  expect(renewsExpired({ ...LIST, expired: 0 })).toBe(true);
  expect(renewsExpired(LIST)).toBe(false);
});
