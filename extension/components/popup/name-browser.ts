import { t } from '../../wording/translate.ts';
import { describeBrowser } from './describe-browser.ts';

/** The property is specific to Chromium, and the DOM types do not contain it yet. */
interface BrandedNavigator extends Navigator {
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] };
}

/** Returns a name for this browser. Empty if it is unknown. */
export function nameBrowser({ userAgent, userAgentData }: BrandedNavigator): string {
  const brands = userAgentData?.brands.map(({ brand }) => brand) ?? [];
  const { browser: name, system } = describeBrowser({ userAgent, brands });
  return name === '' || system === '' ? name : t('popup.browserOn', [name, system]);
}
