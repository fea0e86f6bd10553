import { t } from '../../wording/translate.ts';

/** Explains how to monitor all accounts from outside. The text contains the address of this endpoint. */
export function MetricsHelp({ endpoint }: { readonly endpoint: string }) {
  return (
    <section class="stack inset" aria-label={t('operator.metrics')}>
      <h3>{t('operator.metrics')}</h3>
      <p class="small soft breaking">{t('operator.metricsText', [`${endpoint}/v1/metrics`])}</p>
      {/* It scrolls sideways, so it must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller needs the focus to be scrolled by keys. */}
      <pre class="small mono" tabIndex={0}>
        {writeScrapeConfig(new URL(endpoint))}
      </pre>
    </section>
  );
}

function writeScrapeConfig({ protocol, pathname, host }: URL): string {
  return `scrape_configs:
  - job_name: sendgate
    scheme: ${protocol.replace(':', '')}
    metrics_path: ${pathname.replace(/\/$/, '')}/v1/metrics
    authorization:
      credentials_file: /etc/prometheus/sendgate-token
    static_configs:
      - targets: ['${host}']`;
}
