/** What an HTTP listener says of the agent itself. */
import { METRICS_MEDIA_TYPE, metricsText } from './metrics-text.ts';
import type { HttpPage } from './protocols/http/http-check.ts';
import { metricsOf, type Standing } from './standing.ts';

export function pagesOf(standing: () => Standing): Readonly<Record<string, () => HttpPage>> {
  return {
    '/status': () => ({ type: 'application/json', text: `${JSON.stringify(standing())}\n` }),
    '/metrics': () => ({ type: METRICS_MEDIA_TYPE, text: metricsText(metricsOf(standing())) }),
  };
}
