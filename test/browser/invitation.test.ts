/** From where a token is issued to where it is used, as one text. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, sees } from './support/on-page.ts';
import { giveAccess } from './support/site.ts';

describeExtension('An invitation', (scene) => {
  const openOptions = () => scene().chromium.openPage('options');
  const allowClipboard = () =>
    scene().chromium.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
  const put = (page: Page, text: string) =>
    page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  const endpointField = (options: Page) => options.getByLabel('Endpoint', { exact: true });
  const tokenField = (options: Page) => options.getByLabel('Token', { exact: true });
  const textOf = (account: string, token: string) =>
    [
      'Invitation to Sendgate',
      `Endpoint: ${scene().front.url}`,
      `Account: ${account}`,
      `Token: ${token}`,
    ].join('\n');

  it('is copied where the token is issued, and connects when it is pasted as a whole', async () => {
    await allowClipboard();
    const { account } = await scene().connect();
    const options = await openOptions();
    await button(options, 'Tokens…').click();
    await options.getByText('Issue a token').click();
    await options.getByLabel('Name', { exact: true }).fill('Grace');
    await button(options, 'Issue').click();
    await options.getByRole('dialog').waitFor();
    expect(await findFaults(options)).toEqual([]);
    await button(options, 'Copy endpoint and token').click();
    await sees(options, 'Copied.');
    const text = await clipboard(options);
    const token = await options.getByLabel('Token, shown once').inputValue();
    expect(text).toContain(textOf(account, token));
    await button(options, 'I have kept it').click();

    await scene().chromium.reset();
    const fresh = await openOptions();
    await sees(fresh, 'Connect to Sendgate');
    await put(fresh, text);
    await endpointField(fresh).focus();
    await fresh.keyboard.press('ControlOrMeta+V');
    await sees(fresh, `This is the invitation for ${account}.`);
    expect(await endpointField(fresh).inputValue()).toBe(scene().front.url);
    expect(await tokenField(fresh).inputValue()).toBe(token);
    expect(await findFaults(fresh)).toEqual([]);
    await fresh.keyboard.press('Enter');
    await sees(fresh, 'Connected.');
    expect(fresh.url()).not.toContain('sga_');
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Turn the list on with ${HOME}`).waitFor();
  });

  it('that was cut off, or contradicts itself, is refused with the reason, and nothing is kept', async () => {
    await allowClipboard();
    const { account, token } = await giveAccess(scene(), 'manager');
    const options = await openOptions();
    const paste = async (text: string) => {
      await put(options, text);
      await tokenField(options).focus();
      await options.keyboard.press('ControlOrMeta+V');
    };
    const text = textOf(account, token.token);
    await paste(text.slice(0, -10));
    await sees(options, 'Its token is cut off or was changed.');
    expect(await tokenField(options).inputValue()).toBe('');
    await paste(text.split('\nToken')[0] ?? '');
    await sees(options, 'It ends before the token.');
    await paste(textOf('somebody@example.com', token.token));
    await button(options, 'Save').click();
    await sees(options, 'The invitation contradicts itself');
    await sees(options, `its token belongs to ${account}`);
    expect(await scene().chromium.kept('connections')).toBeUndefined();
  });

  it('gives its token to the connection that it is for, and to no other', async () => {
    await allowClipboard();
    const { account, token } = await scene().connect();
    const other = await scene().operator.issueToken(account, 'manager', 'Grace');
    const options = await openOptions();
    await button(options, 'Replace token…').click();
    const replacing = tokenField(options).first();
    await put(options, textOf(account, other.token).replace('http://', 'https://'));
    await replacing.focus();
    await options.keyboard.press('ControlOrMeta+V');
    await sees(options, 'This invitation is for another connection');
    expect(await replacing.inputValue()).toBe('');
    await put(options, textOf(account, other.token));
    await options.keyboard.press('ControlOrMeta+V');
    expect(await replacing.inputValue()).toBe(other.token);
    await button(options, 'Replace').click();
    await sees(options, 'The token is replaced.');
    expect(other.token).not.toBe(token.token);
    expect(await scene().chromium.kept('connections')).toMatchObject([{ token: other.token }]);
  });
});
