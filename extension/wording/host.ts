import { t } from './translate.ts';

/** Returns the host of an endpoint. If there is no endpoint, it returns the name of the extension. */
export function nameHost(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : t('extension.name');
}
