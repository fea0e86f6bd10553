import { describe, expect, it } from 'vitest';
import { isMetricsText, readFigures } from '../../../extension/model/deployment-figures.ts';
import { prometheusText } from '../../../shared/prometheus-text.ts';
import type { AccountUsage, ListTotals } from '../../../shared/usage.ts';

const TOTALS = {
  accounts: 6,
  suspended: 1,
  unpublished: 2,
  modes: { off: 1, observe: 2, enforce: 3 },
};

function usageOf(account: string, terms: Partial<AccountUsage> = {}): AccountUsage {
  return {
    account,
    mode: 'enforce',
    suspended: false,
    entries: 3,
    limit: 10,
    usage: undefined,
    ...terms,
  };
}

describe('the figures of a deployment', () => {
  it('are the totals of the endpoint, and the sums of its accounts', () => {
    const usage = {
      checks: { allowed: 10, observed: 4, refused: 7 },
      alerts: { 'leaked-password': 2, refusals: 1 },
      lastCheckAt: 1_000,
      reportedAt: 2_000,
    };
    const accounts = [
      usageOf('a@example.com', { usage }),
      usageOf('b@example.com', { usage }),
      usageOf('c@example.com'),
    ];
    expect(readFigures(prometheusText({ totals: TOTALS, accounts }))).toEqual({
      ...TOTALS,
      reported: 3,
      entries: 9,
      checks: { allowed: 20, observed: 8, refused: 14 },
      alerts: { 'leaked-password': 4, refusals: 2, 'entry-expiring': 0 },
    });
  });

  it('have the shared lists, where the endpoint has any', () => {
    const figuresWith = (lists?: ListTotals) =>
      readFigures(prometheusText({ totals: TOTALS, accounts: [], ...(lists && { lists }) }));
    const lists = { lists: 2, entries: 7, unpublished: 1 };
    expect(figuresWith(lists).lists).toEqual({ count: 2, entries: 7 });
    expect(figuresWith({ lists: 0, entries: 0, unpublished: 0 }).lists?.count).toBe(0);
    expect(figuresWith().lists).toBeUndefined();
  });

  it('are right whatever an account is called', () => {
    const usage = {
      checks: { allowed: 1, observed: 0, refused: 0 },
      alerts: {},
      lastCheckAt: null,
      reportedAt: 0,
    };
    const accounts = ['x",outcome="refused', 'y\\', 'z} 9', 'kind="refusals"'].map((name) =>
      usageOf(name, { usage }),
    );
    const { checks, alerts, entries } = readFigures(prometheusText({ totals: TOTALS, accounts }));
    expect(checks).toEqual({ allowed: 4, observed: 0, refused: 0 });
    expect(alerts).toEqual({ 'leaked-password': 0, refusals: 0, 'entry-expiring': 0 });
    expect(entries).toBe(12);
  });

  it('are not taken from any other text', () => {
    expect(isMetricsText(prometheusText({ totals: TOTALS, accounts: [] }))).toBe(true);
    for (const other of ['', '<h1>Welcome</h1>', '{}', '# sendgate_accounts 3', null])
      expect(isMetricsText(other)).toBe(false);
  });
});
