import { t } from '../../wording/translate.ts';
import { Disclosure } from '../Disclosure.tsx';

/** Explains how to monitor all accounts from outside. The text contains the address of this endpoint. */
export function MetricsHelp({ endpoint }: { readonly endpoint: string }) {
  return (
    <Disclosure title={t('operator.metrics')}>
      <p class="small soft breaking">{t('operator.metricsText', [`${endpoint}/v1/metrics`])}</p>
      <pre class="small mono">{writeScrapeConfig(new URL(endpoint))}</pre>
    </Disclosure>
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
