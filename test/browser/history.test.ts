import { expect, it } from 'vitest';
import { describeDesk } from './support/desk.ts';
import { HOME } from './support/endpoint-front.ts';
import { entry, sees } from './support/on-page.ts';

describeDesk('The history in the panel', (desk) => {
  it('tells every change, by whom, and leads back to a list as it was (R16)', async () => {
    const { account } = await desk().connect();
    await desk().operator.add(account, { format: 'address', values: [HOME], remark: 'Office' });
    await desk().operator.add(account, { format: 'address', values: ['192.0.2.10'] });
    const panel = await desk().chromium.openPage('sidepanel');
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
    expect(await desk().operator.values(account)).toEqual([HOME, '192.0.2.10']);
  });
});
