/** Each answer of the endpoint is held back until a person has waited too long for it. */
import type { Page } from 'playwright-core';
import { HOME } from './endpoint-front.ts';
import type { describeExtension } from './extension-scene.ts';
import { hasRead, sees } from './on-page.ts';

export const SIZES = [
  { width: 400, height: 800 },
  { width: 320, height: 640 },
];
const OVERDUE = 'Could not check who sends now.';

type Scene = Parameters<Parameters<typeof describeExtension>[1]>[0];

/** Opens the panel of an account with recent senders. */
export async function openPanel(
  scene: Scene,
  size: (typeof SIZES)[number],
  ...values: string[]
): Promise<Page> {
  const { account } = await scene().connect('manager', ...values);
  const senders = [7, 8, 9].map((last) => `198.51.100.${last}`);
  await scene().operator.seeSenders(account, HOME, ...senders);
  const panel = await scene().chromium.openPage('sidepanel', size);
  await panel.getByRole('tabpanel').waitFor();
  await hasRead(panel);
  return panel;
}

/** Does something about which the endpoint is asked, and lets it answer too late. */
export async function late(scene: Scene, panel: Page, act: () => Promise<void>): Promise<void> {
  const release = scene().front.hold();
  await act();
  await sees(panel, OVERDUE);
  release();
  await panel.getByText(OVERDUE).first().waitFor({ state: 'hidden' });
  await hasRead(panel);
}
