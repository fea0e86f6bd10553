import { describe, expect, it } from 'vitest';
import { prometheusText } from '../../shared/prometheus-text.ts';
import type { AccountTotals, AccountUsage } from '../../shared/usage.ts';

const reported = {
  checks: { allowed: 70, observed: 2, refused: 5 },
  alerts: { 'leaked-password': 4 },
  lastCheckAt: 1_700_000_000_500,
  reportedAt: 1_700_000_100_000,
};
const usage: AccountUsage = {
  account: 'sender@example.com',
  mode: 'enforce',
  suspended: false,
  entries: 3,
  limit: 10,
  usage: reported,
};
const totals: AccountTotals = {
  accounts: 7,
  suspended: 2,
  unpublished: 1,
  modes: { off: 1, observe: 2, enforce: 4 },
};

const linesOf = (accounts: readonly AccountUsage[]) =>
  prometheusText({ totals, accounts }).split('\n');

describe('Prometheus text', () => {
  it('has a sample for each count, with its account', () => {
    const lines = linesOf([usage]);
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'sendgate_accounts 7',
      'sendgate_accounts_by_mode{mode="off"} 1',
      'sendgate_accounts_by_mode{mode="observe"} 2',
      'sendgate_accounts_by_mode{mode="enforce"} 4',
      'sendgate_suspended_accounts 2',
      'sendgate_unpublished_accounts 1',
      'sendgate_accounts_reported 1',
      'sendgate_account_checks_total{account="sender@example.com",outcome="allowed"} 70',
      'sendgate_account_checks_total{account="sender@example.com",outcome="observed"} 2',
      'sendgate_account_checks_total{account="sender@example.com",outcome="refused"} 5',
      'sendgate_account_alerts_total{account="sender@example.com",kind="leaked-password"} 4',
      'sendgate_account_alerts_total{account="sender@example.com",kind="refusals"} 0',
      'sendgate_account_alerts_total{account="sender@example.com",kind="entry-expiring"} 0',
      'sendgate_account_entries{account="sender@example.com"} 3',
      'sendgate_account_entry_limit{account="sender@example.com"} 10',
      'sendgate_account_info{account="sender@example.com",mode="enforce",suspended="false"} 1',
      'sendgate_account_last_check_timestamp_seconds{account="sender@example.com"} 1700000000.5',
      'sendgate_account_reported_timestamp_seconds{account="sender@example.com"} 1700000100',
      '',
    ]);
  });

  it('describes each metric once, before its samples', () => {
    const lines = linesOf([usage, { ...usage, account: 'other@example.com' }]);
    const described = new Set<string>();
    for (const line of lines.filter((one) => one !== '')) {
      const [, type] = /^# TYPE (\w+) (?:counter|gauge)$/.exec(line) ?? [];
      if (type) {
        expect(described.has(type)).toBe(false);
        described.add(type);
      } else if (!line.startsWith('# HELP ')) {
        expect(described).toContain(/^\w+/.exec(line)?.[0]);
      }
    }
    expect(described.size).toBe(12);
  });

  it('names counters _total, and what is no counter not', () => {
    for (const line of linesOf([usage]).filter((one) => one.startsWith('# TYPE'))) {
      const [, , name = '', type] = line.split(' ');
      expect(name.endsWith('_total')).toBe(type === 'counter');
    }
  });

  it('escapes what an account’s name may hold', () => {
    const lines = linesOf([{ ...usage, account: 'a"b\\c\nd@example.com' }]);
    expect(lines).toContain(
      String.raw`sendgate_account_entries{account="a\"b\\c\nd@example.com"} 3`,
    );
  });

  it('has no time of a check where there was none', () => {
    const lines = linesOf([{ ...usage, usage: { ...reported, lastCheckAt: null } }]);
    expect(lines.filter((line) => line.startsWith('sendgate_account_last_check'))).toEqual([]);
  });

  it('has no counts of an account that has not told any yet', () => {
    const lines = linesOf([{ ...usage, usage: undefined }]);
    const names = lines
      .filter((line) => line.startsWith('sendgate_account_'))
      .map((line) => line.split('{')[0]);
    expect(names).toEqual([
      'sendgate_account_entries',
      'sendgate_account_entry_limit',
      'sendgate_account_info',
    ]);
  });
});
