import { expect, it } from 'vitest';
import type { Connection } from '../../extension/model/connection.ts';
import type { AccountRole } from '../../shared/api.ts';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, sees } from './support/on-page.ts';
import { connectionOf, giveAccess } from './support/site.ts';

const DAY_SECONDS = 86_400;
const SOON = /Your access ends on \w{3} \d{1,2}(, \d{4})?\./;

describeExtension('Access that ends', (scene) => {
  const connectFor = async (days: number, role: AccountRole = 'manager') => {
    const { chromium, operator } = scene();
    const { account } = await giveAccess(scene(), role);
    await operator.add(account, { format: 'address', values: [HOME] });
    const token = await operator.issueToken(account, role, 'Ada', days * DAY_SECONDS);
    await chromium.keep({ connections: [connectionOf(scene(), { account, token })] });
    return { account, token };
  };
  const kept = async () => {
    const [connection] = (await scene().chromium.kept('connections')) as Connection[];
    return connection;
  };

  it('is told from 14 days before, in the popup and on the icon', async () => {
    const { chromium } = scene();
    await connectFor(15);
    const popup = await chromium.openPage('popup');
    await popup.getByRole('heading', { name: HOME }).waitFor();
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    expect(await popup.getByText(SOON).count()).toBe(0);
    await connectFor(13);
    await sees(popup, SOON);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓!');
    expect((await chromium.badge()).title).toMatch(SOON);
    expect(await findFaults(popup)).toEqual([]);
  });

  it('is renewed by one press: the browser has a new token, and the old one opens nothing', async () => {
    const { chromium, front } = scene();
    const { token } = await connectFor(13);
    const popup = await chromium.openPage('popup');
    await sees(popup, SOON);
    await button(popup, 'Renew').click();
    await sees(popup, /Renewed\. Your access now ends on/);
    expect(await findFaults(popup)).toEqual([]);
    const after = await kept();
    expect(after?.token).not.toBe(token.token);
    const ask = (text: string | undefined) =>
      fetch(new URL('/v1/session', front.url), { headers: { authorization: `Bearer ${text}` } });
    expect((await ask(after?.token)).status).toBe(200);
    front.address = '198.51.100.204';
    expect((await ask(token.token)).status).toBe(401);
  });

  it('stays in view where it can’t be renewed now, with the reason', async () => {
    const { chromium, front } = scene();
    const { token } = await connectFor(13);
    const popup = await chromium.openPage('popup');
    await sees(popup, SOON);
    await popup.getByRole('heading', { name: HOME }).waitFor();
    front.disorder = 'gone';
    await button(popup, 'Renew').click();
    await sees(popup, /does not answer/);
    await sees(popup, SOON);
    expect((await kept())?.token).toBe(token.token);
  });

  it('of a viewer is not for them to renew: the popup says whom to ask', async () => {
    await connectFor(13, 'viewer');
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, SOON);
    await sees(popup, 'Ask whoever runs Sendgate for a new token.');
    expect(await button(popup, 'Renew').count()).toBe(0);
  });
});
