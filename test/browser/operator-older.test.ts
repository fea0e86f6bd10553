/** The operator's page at the Worker of a release before this one, which does not search. */
import { expect, it } from 'vitest';
import { RELEASES } from '../versions/releases.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, sees } from './support/on-page.ts';
import { openAccount, openOperator, search } from './support/operator-page.ts';
import { startWorkerOf } from './support/released-worker.ts';

/** One page holds 100. */
const ACCOUNTS = 130;
const LAST = `z-${ACCOUNTS - 1}@example.com`;

for (const release of RELEASES.filter(({ name }) => name === 'release-0.2.0')) {
  describeExtension(
    `The operator’s page at the Worker of ${release.name}`,
    (scene) => {
      it('says in its metrics that there is no account yet', async () => {
        await scene().connectOperator();
        const page = await scene().chromium.openPage('operator');
        await page.getByRole('tab', { name: 'Metrics' }).click();
        const figures = page.getByRole('region', { name: 'Figures now' });
        await figures.getByText('There are no accounts yet.').waitFor();
        expect(await figures.getByRole('table').count()).toBe(0);
      });

      it('reads all accounts before it searches and sorts them, and says why', async () => {
        const { operator } = scene();
        for (let index = 0; index < ACCOUNTS; index++) {
          await operator.createAccount(`z-${index}@example.com`);
        }
        await operator.add(LAST, { format: 'address', values: [HOME] });
        const page = await openOperator(scene());
        const names = () => page.locator('[data-account] .account-name').allTextContents();
        expect(await page.getByText('older Sendgate').count()).toBe(0);
        await search(page, LAST);
        await sees(page, 'This deployment runs an older Sendgate');
        await expect.poll(names).toEqual([LAST]);
        await sees(page, '1 account found');
        await search(page, '');
        await page.getByLabel('Order', { exact: true }).selectOption('Most entries');
        await expect.poll(async () => (await names())[0]).toBe(LAST);
        await page.getByLabel('Which accounts').selectOption('Enforcing');
        await expect.poll(names).toEqual([LAST]);
        expect(await page.getByRole('option', { name: 'Last change' }).count()).toBe(0);
        const details = await openAccount(page, LAST);
        await details.getByText('Issue a token').waitFor();
        expect(await details.getByText('Shared lists').count()).toBe(0);
        // What it does not know is not offered: it would refuse the whole call.
        expect(await details.getByText('Removals take effect').count()).toBe(1);
        expect(await details.getByText('While nothing can be read').count()).toBe(0);
        await button(page, 'Create an account').click();
        await page.getByText('Suspended at first').waitFor();
        expect(await page.getByText('While nothing can be read').count()).toBe(0);
        await page.getByRole('tab', { name: 'Relay tokens' }).click();
        await page.getByLabel('Name', { exact: true }).waitFor();
        expect(await page.getByText('right to copies').count()).toBe(0);
        await page.getByRole('tab', { name: 'Shared lists' }).click();
        await sees(page, 'This deployment runs an older Sendgate, which has no shared lists.');
        expect(await page.getByRole('button', { name: 'Create a shared list' }).count()).toBe(0);
        await page.getByRole('tab', { name: 'Metrics' }).click();
        const figures = page.getByRole('region', { name: 'Figures now' });
        const all = figures.getByRole('row', { name: 'Accounts' }).getByRole('cell');
        await expect.poll(() => all.textContent()).toBe(String(ACCOUNTS));
        expect(await figures.getByRole('row', { name: 'Shared lists' }).count()).toBe(0);
      });
    },
    { startWorker: () => startWorkerOf(release) },
  );
}
