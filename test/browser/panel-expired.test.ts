/** Expired entries in the panel: how they are counted, and a list that has no others. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Allowlist } from '../../shared/api.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, canPress, entry, hasRead, sees } from './support/on-page.ts';

const GONE = '192.0.2.10';
const CORS = { 'Access-Control-Allow-Origin': '*' };
const NOBODY = /so nobody can send from any address/;

describeExtension('Expired entries', (scene) => {
  /** Opens a list of HOME and GONE. From the next reading on, the endpoint's clock says that GONE has expired. */
  const openList = async () => {
    const { chromium, operator } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [HOME] });
    await operator.add(account, { format: 'address', values: [GONE], expiresInSeconds: 3600 });
    const panel = await chromium.openPage('sidepanel');
    await entry(panel, GONE).waitFor();
    await hasRead(panel);
    scene().front.clockAheadMs = 7_200_000;
    return { account, panel };
  };
  const remove = async (panel: Page, value: string) => {
    await entry(panel, value).focus();
    await panel.keyboard.press('Delete');
  };

  it('do not count against the limit, and the panel says how many there are', async () => {
    const { panel } = await openList();
    await sees(panel, '2 of 10');
    await panel.reload();
    await sees(panel, '1 of 10 · 1 expired');
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').fill('198.51.100.1');
    await sees(panel, '1 address can be added. The list then has 2 of 10 entries.');
  });

  it('R6: leave nobody who can send where the last live one is deleted: said before and after', async () => {
    const { account, panel } = await openList();
    await panel.reload();
    await remove(panel, HOME);
    const question = panel.getByRole('dialog', { name: `Delete ${HOME}?` });
    await question.getByText(NOBODY).waitFor();
    expect(await scene().operator.values(account)).toHaveLength(2);
    await question.getByRole('button', { name: `Delete ${HOME}` }).click();
    await panel.getByRole('status').getByText(NOBODY).waitFor();
    expect(await scene().operator.values(account)).toEqual([GONE]);
    await button(panel, /^Undo/).click();
    await entry(panel, HOME).waitFor();
    await expect.poll(() => panel.getByText(NOBODY).count()).toBe(0);
  });

  it('are renewed by an add of the same addresses, where the Worker does that', async () => {
    const { panel } = await openList();
    // Answers like a Worker that counts the expired entries and then renews one.
    let list: Allowlist | undefined;
    await panel.route('**/allowlist', async (route) => {
      const response = await route.fetch();
      list = (await response.json()) as Allowlist;
      await route.fulfill({ response, json: { ...list, expired: 1 } });
    });
    await panel.route('**/allowlist/entries', async (route) => {
      const renewed = list?.entries.find(({ value }) => value === GONE);
      const revision = (list?.revision ?? 0) + 1;
      const numbers = { mode: 'enforce', revision, count: 2, expired: 0, limit: 10 };
      const warnings = [
        { code: 'renewed', message: `${GONE} had expired.`, value: GONE },
        { code: 'unheard-of', message: 'A newer Worker says so.' },
      ];
      const updated = [{ ...renewed, expiresAt: null, expired: false }];
      const json = { ...numbers, added: [], updated, removed: [], warnings };
      await route.fulfill({ status: 200, headers: CORS, json });
    });
    await panel.reload();
    await sees(panel, '1 of 10 · 1 expired');
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').fill(GONE);
    await sees(panel, /It is on the list, expired. Adding it renews that entry./);
    await canPress(panel, 'Add 1 address');
    await button(panel, 'Add 1 address').click();
    await sees(panel, `Renewed ${GONE}.`);
    await sees(panel, `The expired entry ${GONE} is renewed.`);
    await sees(panel, 'A newer Worker says so.');
    await sees(panel, '2 of 10');
    await button(panel, 'Dismiss').click();
    expect(await panel.getByText('A newer Worker says so.').count()).toBe(0);
  });
});
