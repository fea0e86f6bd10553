import { ACCOUNT_PATH, expectPosted } from '../demonstration.ts';

const DAY_SECONDS = 86_400;

/** Entries of each format, so that the list shows all that it can hold. */
const ENTRIES = [
  { format: 'segment', values: ['198.51.100.0/24'], remark: 'Campaign cluster' },
  {
    format: 'range',
    values: ['192.0.2.10-192.0.2.20'],
    remark: 'Old relay pool',
    expiresInSeconds: 7 * DAY_SECONDS,
  },
  { format: 'segment', values: ['2001:db8:4::/64'], remark: 'Office' },
];

export async function addDemoEntries(url: string, token: string): Promise<void> {
  for (const entry of ENTRIES) {
    await expectPosted(new URL(`${ACCOUNT_PATH}/allowlist/entries`, url), token, entry);
  }
}
