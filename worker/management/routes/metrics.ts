import { PROMETHEUS_TEXT, prometheusText } from '../../../shared/prometheus-text.ts';
import { directoryOf } from '../../platform/objects.ts';
import { endpoint } from '../endpoint.ts';

/** The most accounts in one answer. Each takes about 700 bytes. */
const MAX_ACCOUNTS = 5_000;

export const readMetrics = endpoint({
  who: ['operator'],
  summary:
    'Accounts, checks and alerts for Prometheus: all together, and the first 5,000 by name; counts are told every five minutes',
  status: 200,
  texts: [PROMETHEUS_TEXT],
  async handle(c) {
    const directory = directoryOf(c.env);
    const text = prometheusText(await directory.readUsage(MAX_ACCOUNTS));
    return c.body(text, 200, { 'Content-Type': PROMETHEUS_TEXT });
  },
});
