/** Compares the tables of docs/alerts.md with the code. */
import { expect, it } from 'vitest';
import { ALERT_KINDS } from '../../shared/alert.ts';
import { prometheusText } from '../../shared/prometheus-text.ts';
import { WEBHOOK_FORMS } from '../../shared/webhook.ts';
import { readDocument, tableUnder } from './documents.ts';

const { text } = readDocument('docs/alerts.md');

const namesIn = (cells: readonly string[]) =>
  cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name));
const firstColumn = (heading: string) =>
  namesIn(tableUnder(text, heading).map(([first = '']) => first));

it('has every kind of alert, and no other', () => {
  expect(firstColumn('## The three alerts')).toEqual([...ALERT_KINDS]);
});

it('has every form of a webhook, and no other', () => {
  expect(firstColumn('## Webhooks')).toEqual([...WEBHOOK_FORMS]);
});

it('has every metric, and no other', () => {
  const totals = {
    accounts: 0,
    suspended: 0,
    unpublished: 0,
    modes: { off: 0, observe: 0, enforce: 0 },
  };
  const lists = { lists: 0, entries: 0, unpublished: 0 };
  const output = prometheusText({ totals, accounts: [], lists });
  const metrics = [...output.matchAll(/^# HELP (\S+)/gm)].map(([, name]) => name);
  expect(metrics.length).toBeGreaterThan(5);
  expect(firstColumn('## Prometheus').sort()).toEqual(metrics.sort());
});
