import type { Page } from 'playwright-core';
import type { Chromium } from '../browser/support/chromium.ts';
import { TENCENT_CONSOLE } from '../browser/support/provider-console.ts';
import { sendersOfAMonth } from './senders.ts';

export interface Stage {
  readonly chromium: Chromium;
  readonly fileOf: (name: string) => string;
}

const BAD_AND_GOOD = '203.0.113.77/24\n2001:db8:8::/64\n198.51.100.300/24';

export async function shootPopupAndPanel({ chromium, fileOf }: Stage): Promise<void> {
  // On a screen of this height the popup takes the 600 pixels that browsers give it.
  const popup = await chromium.openPage('popup', { width: 360, height: 800 });
  await popup.locator('[type=submit]:enabled').waitFor();
  await shoot(popup, fileOf('popup'), { width: 360, height: 600 });
  const panel = await chromium.openPage('sidepanel', { width: 400, height: 640 });
  await panel.locator('[data-entry]').first().waitFor();
  await shoot(panel, fileOf('panel'));
}

/** Takes the picture of the alerts, with a leak among them. */
export async function shootAlerts({ chromium, fileOf }: Stage): Promise<void> {
  const panel = await chromium.openPage('sidepanel', { width: 400, height: 640 });
  await panel.locator('[data-entry]').first().waitFor();
  await panel.getByRole('tab').nth(2).click();
  await panel.locator('[data-alert]').first().waitFor();
  await shoot(panel, fileOf('alerts'));
}

export async function shootAll({ chromium, fileOf }: Stage): Promise<void> {
  const panel = await chromium.openPage('sidepanel', { width: 400, height: 1040 });
  await panel.getByRole('button', { name: 'Add', exact: true }).click();
  await panel.getByRole('radio', { name: 'IP segment' }).check({ force: true });
  await panel.getByRole('textbox').first().fill(BAD_AND_GOOD);
  await panel.getByText('300 is more than 255').first().waitFor();
  await shoot(panel, fileOf('add'));
  await shootSenders({ chromium, fileOf });
  const leak = await chromium.openPage('sidepanel', { width: 400, height: 640 });
  await leak.getByRole('tab', { name: /^Alerts/ }).click();
  await leak
    .getByRole('button', { name: /^It wasn’t me/ })
    .first()
    .click();
  await shoot(leak, fileOf('leak'));
  const webhooks = await chromium.openPage('sidepanel', { width: 400, height: 640 });
  await webhooks.getByRole('tab', { name: /^Alerts/ }).click();
  await webhooks.getByRole('button', { name: 'Webhooks' }).click();
  await webhooks.getByText('On call').waitFor();
  await shoot(webhooks, fileOf('webhooks'));
  const console = await chromium.openConsole(TENCENT_CONSOLE);
  await console.setViewportSize({ width: 900, height: 420 });
  await console.locator('sendgate-tab').waitFor();
  await shoot(console, fileOf('console'));
  const options = await chromium.openPage('options', { width: 760, height: 900 });
  await options.getByRole('heading', { level: 2 }).first().waitFor();
  await shoot(options, fileOf('options'));
}

export async function shootSenders({ chromium, fileOf }: Stage): Promise<void> {
  const senders = await chromium.openPage('sidepanel', { width: 400, height: 640 });
  const headers = { 'access-control-allow-origin': '*' };
  await senders.route('**/senders', (route) => route.fulfill({ json: sendersOfAMonth(), headers }));
  await senders.reload();
  await senders.getByRole('tab', { name: 'Senders' }).click();
  await senders.getByText('192.0.2.201').waitFor();
  await shoot(senders, fileOf('senders'));
}

/** Takes the picture of the operator's page: the list, and an account beside it. */
export async function shootOperator({ chromium, fileOf }: Stage, account: string): Promise<void> {
  const page = await chromium.openPage('operator', { width: 1200, height: 720 });
  await page.locator(`[data-account="${account}"]`).click();
  await page.getByRole('region').last().waitFor();
  await shoot(page, fileOf('operator'));
}

/** Takes a picture of the whole page, or of its part of this size. */
async function shoot(
  page: Page,
  path: string,
  size?: { readonly width: number; readonly height: number },
): Promise<void> {
  await page.waitForLoadState('networkidle');
  const part = size ? { clip: { x: 0, y: 0, ...size } } : { fullPage: true };
  await page.screenshot({ path, animations: 'disabled', ...part });
  await page.close();
}
