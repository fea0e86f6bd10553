/** The Worker's answer after thirty days of mail, since no script can wait for those. */
import type { Sender, SenderList } from '../../shared/api.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const before = (ms: number) => new Date(Date.now() - ms).toISOString();

function sender(address: string, lastSeenMs: number, more: Partial<Sender>): Sender {
  return {
    login: null,
    address,
    firstSeenAt: before(lastSeenMs + 20 * DAY_MS),
    lastSeenAt: before(lastSeenMs),
    allowed: 0,
    refused: 0,
    observed: 0,
    verdict: 'deny',
    entry: null,
    server: { tokenId: 'mx', name: 'mx-frankfurt' },
    passwordWasRight: true,
    ...more,
  };
}

export function sendersOfAMonth(): SenderList {
  const days = Array.from({ length: 30 }, (_, index) => ({
    day: before((29 - index) * DAY_MS).slice(0, 10),
    allowed: 620 + ((index * 271) % 390) - (index % 7 > 4 ? 410 : 0),
    refused: index === 11 ? 240 : index > 26 ? 38 : index % 9 === 4 ? 12 : 0,
    observed: index < 6 ? 90 + index * 11 : 0,
  }));
  return {
    days,
    entries: [],
    senders: [
      sender('203.0.113.10', 2 * 60_000, { allowed: 11_204 }),
      sender('192.0.2.201', 4 * 60_000, { refused: 12 }),
      sender('198.51.100.23', HOUR_MS, { allowed: 2_310 }),
      sender('203.0.113.145', 5 * HOUR_MS, { allowed: 410, observed: 61 }),
      sender('203.0.113.146', 5 * HOUR_MS, { allowed: 388, observed: 58 }),
      sender('203.0.113.147', 7 * HOUR_MS, { allowed: 402, observed: 60 }),
      sender('2001:db8:4::a1f:91c', DAY_MS, { allowed: 73 }),
      sender('192.0.2.150', 2 * DAY_MS, { refused: 240, passwordWasRight: false }),
    ],
  };
}
