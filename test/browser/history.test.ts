import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { entry, sees } from './support/on-page.ts';

describeExtension('The history in the panel', (scene) => {
  it('tells every change, by whom, and leads back to a list as it was (R16)', async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME], remark: 'Office' });
    await scene().operator.add(account, { format: 'address', values: ['192.0.2.10'] });
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, '192.0.2.10').click();
    await panel.getByRole('menuitem', { name: 'Delete' }).click();
    await sees(panel, 'Deleted 192.0.2.10.');
    await panel.getByRole('tab', { name: 'History' }).click();
    const changes = panel.getByRole('list', { name: 'Changes, newest first' });
    for (const change of ['Deleted 192.0.2.10', 'Added 192.0.2.10', `Added ${HOME}`, /Ada/]) {
      await changes.getByText(change).first().waitFor();
    }
    await panel
      .getByRole('button', { name: /^Restore the list as of here/ })
      .first()
      .click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Restore this list' }).click();
    await panel.getByRole('tab', { name: 'Allowlist' }).click();
    await entry(panel, '192.0.2.10').waitFor();
    expect(await scene().operator.values(account)).toEqual([HOME, '192.0.2.10']);
  });

  it('leads back to a pause that is over as to a list that refuses, and says whom', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    const sender = '198.51.100.77';
    const modeOf = async () => (await operator.allowlist(account)).mode;
    await operator.add(account, { format: 'address', values: [HOME] });
    const expiresAt = new Date(Date.now() + 1_500).toISOString();
    await operator.setMode(account, { mode: 'observe', expiresAt });
    await expect.poll(modeOf).toBe('enforce');
    await operator.setMode(account, { mode: 'observe' });
    await operator.seeSenders(account, sender);
    const panel = await chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: 'History' }).click();
    // The newest of them is the end of the pause.
    await panel
      .getByRole('button', { name: /^Restore the list as of here/ })
      .nth(1)
      .click();
    const dialog = panel.getByRole('dialog');
    await dialog.getByText('The list is then: Enforcing.').waitFor();
    const guarded = dialog.getByRole('button', { name: 'Restore this list, and cut off 1 sender' });
    await guarded.focus();
    await panel.keyboard.press('Enter');
    await sees(panel, 'Enter does not do this. Press Space, or click.');
    expect(await modeOf()).toBe('observe');
    await panel.keyboard.press('Space');
    await expect.poll(modeOf).toBe('enforce');
    expect(await operator.verdict(account, sender)).toBe('deny');
  });
});
