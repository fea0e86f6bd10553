/**
 * A release's extension with this version's Worker, and this version's extension with the release's
 * Worker.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { connectExtension } from '../../local/demo/connect-extension.ts';
import { RELEASES } from '../versions/releases.ts';
import { HOME } from './support/endpoint-front.ts';
import { type DeskOptions, describeExtension } from './support/extension-scene.ts';
import { button, entry, sees } from './support/on-page.ts';
import { startWorkerOf } from './support/released-worker.ts';
import { type Access, giveAccess } from './support/site.ts';

const LISTED = '192.0.2.10';
const STRANGER = '198.51.100.4';
const LEAK = '203.0.113.201';

const PAIRS = RELEASES.flatMap((release): [string, DeskOptions][] => [
  [`The extension of ${release.name} at this Worker`, { build: join(release.folder, 'extension') }],
  [
    `This extension at the Worker of ${release.name}`,
    { startWorker: () => startWorkerOf(release) },
  ],
]);

for (const [name, options] of PAIRS)
  describeExtension(
    name,
    (scene) => {
      const connect = async (access?: Access) => {
        const { account, token } = access ?? (await giveAccess(scene(), 'manager'));
        const page = await scene().chromium.openPage('options');
        await connectExtension(page, { endpoint: scene().front.url, token: token.token });
        await sees(page, new RegExp(account));
        return account;
      };
      const row = (panel: Page, address: string) =>
        panel.getByRole('list', { name: 'Recent senders' }).getByRole('button', { name: address });

      it('is connected, adds the address that it is at, and takes that back', async () => {
        const account = await connect();
        const { operator } = scene();
        const popup = await scene().chromium.openPage('popup');
        // The release before turned a list on with the words of any addition.
        await button(popup, new RegExp(`^(Add|Turn the list on with) ${HOME}$`)).click();
        await sees(popup, `Added ${HOME}.`);
        expect(await operator.values(account)).toEqual([HOME]);
        expect(await operator.verdict(account, STRANGER)).toBe('deny');
        await button(popup, 'Undo').click();
        await sees(popup, 'It is as it was before.');
        expect(await operator.allowlist(account)).toMatchObject({ mode: 'off', entries: [] });
      });

      it('shows the list, deletes from it, and tells that in the history', async () => {
        const account = await connect();
        const { operator } = scene();
        await operator.add(account, {
          format: 'address',
          values: [HOME, LISTED],
          remark: 'Office',
        });
        const panel = await scene().chromium.openPage('sidepanel');
        await entry(panel, HOME).waitFor();
        await entry(panel, LISTED).click();
        await panel.getByRole('menuitem', { name: 'Delete' }).click();
        await sees(panel, `Deleted ${LISTED}.`);
        expect(await operator.values(account)).toEqual([HOME]);
        await panel.getByRole('tab', { name: 'History' }).click();
        const changes = panel.getByRole('list', { name: 'Changes, newest first' });
        for (const change of [`Deleted ${LISTED}`, /Added/, /Ada/])
          await changes.getByText(change).first().waitFor();
      });

      it('shows who sent, and of whom a refusal tells that the password has leaked', async () => {
        const account = await connect();
        const { operator } = scene();
        await operator.add(account, { format: 'address', values: [LISTED], remark: 'Mail server' });
        await operator.seeSenders(account, LISTED, STRANGER);
        await operator.seeLeak(account, LEAK);
        const panel = await scene().chromium.openPage('sidepanel');
        await panel.getByRole('tab', { name: 'Senders' }).click();
        await expect.poll(() => row(panel, LISTED).textContent()).toMatch(/1 allowed.*Mail server/);
        await expect.poll(() => row(panel, STRANGER).textContent()).toContain('Not allowed');
        await expect.poll(() => row(panel, LEAK).textContent()).toContain('⚠ right password');
      });

      // Only this version's Worker has shared lists and domain accounts.
      if (!options.build) return;

      it('R20: goes on with an account that includes a shared list', async () => {
        const { operator } = scene();
        const access = await giveAccess(scene(), 'manager');
        const { account } = access;
        await operator.createList('office');
        await operator.addToList('office', LISTED);
        await operator.attach(account, 'office');
        await operator.add(account, { format: 'address', values: [STRANGER] });
        await connect(access);
        const popup = await scene().chromium.openPage('popup');
        await button(popup, `Add ${HOME}`).click();
        await sees(popup, `Added ${HOME}.`);
        expect(await operator.values(account)).toEqual([STRANGER, HOME]);
        await button(popup, 'Undo').click();
        await sees(popup, 'It is as it was before.');
        const before = { mode: 'enforce', count: 1, lists: ['office'] };
        expect(await operator.allowlist(account)).toMatchObject(before);
        expect(await operator.verdict(account, LISTED)).toBe('allow');
        expect(await operator.verdict(account, LEAK)).toBe('deny');
        const panel = await scene().chromium.openPage('sidepanel');
        await panel.getByRole('tab', { name: 'History' }).click();
        const changes = panel.getByRole('list', { name: 'Changes, newest first' });
        await changes.getByText(`Added ${HOME}`).first().waitFor();
      });

      it('R19: goes on with the account of a domain', async () => {
        const { operator } = scene();
        const account = '@company.example';
        await operator.createAccount(account);
        const token = await operator.issueToken(account, 'manager', 'Ada');
        await connect({ account, token });
        const popup = await scene().chromium.openPage('popup');
        await button(popup, new RegExp(`^(Add|Turn the list on with) ${HOME}$`)).click();
        await sees(popup, `Added ${HOME}.`);
        expect(await operator.verdict('ada@company.example', HOME)).toBe('allow');
      });
    },
    options,
  );
