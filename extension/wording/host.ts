import { t } from './translate.ts';

/** Names an endpoint as a person knows it. Without one, the name is that of the program. */
export function nameHost(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).host : t('extension.name');
}
