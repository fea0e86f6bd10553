import { t } from '../../wording/translate.ts';
import { describeBrowser } from './describe-browser.ts';

/** Chromium's, of which the types of the DOM know nothing yet. */
interface BrandedNavigator extends Navigator {
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
}

/** Empty where there is no telling. */
export function nameBrowser({ userAgent, userAgentData }: BrandedNavigator): string {
  const brands = userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const { browser: name, system } = describeBrowser({ userAgent, brands });
  return name === '' || system === '' ? name : t('popup.browserOn', [name, system]);
}
