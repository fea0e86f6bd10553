import type { Page, Request } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, hasRead, sees, seesListOff } from './support/on-page.ts';

const OTHER = '192.0.2.10';
const WOULD_CUT_OFF = /only listed addresses can send\. 1 recent sender would be cut off\.$/;
const STRANGER = '198.51.100.66';

describeExtension('R15: before a change that can cut someone off, the panel', (scene) => {
  /** Opens the panel of an account with these addresses on its list, and with these senders. */
  const open = async (listed: readonly string[], senders: readonly string[]) => {
    const { account } = await scene().connect();
    if (listed.length > 0)
      await scene().operator.add(account, { format: 'address', values: listed });
    await scene().operator.seeSenders(account, ...senders);
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab').first().waitFor();
    for (const value of listed) await entry(panel, value).waitFor();
    await hasRead(panel);
    return { account, panel };
  };
  const pick = async (panel: Page, value: string, item: string) => {
    await entry(panel, value).click();
    await panel.getByRole('menuitem', { name: item }).click();
  };
  const preview = (panel: Page) => panel.locator('.preview').textContent();
  const mode = async (account: string) => (await scene().operator.allowlist(account)).mode;

  it('asks before a deletion that cuts off a sender, and names it with its counts', async () => {
    const { account, panel } = await open([HOME, OTHER, '192.0.2.11'], [OTHER, OTHER]);
    await pick(panel, OTHER, 'Delete');
    const dialog = panel.getByRole('dialog', { name: `Delete ${OTHER}?` });
    await sees(panel, '1 recent sender will be cut off.');
    expect(await preview(panel)).toMatch(/192\.0\.2\.10 \d allowed · last seen just now/);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await scene().operator.values(account)).toContain(OTHER);
    // Nobody has sent from there, so the panel asks nothing.
    await pick(panel, '192.0.2.11', 'Delete');
    await sees(panel, 'Deleted 192.0.2.11.');
    await pick(panel, OTHER, 'Delete');
    await dialog.getByRole('button', { name: `Delete ${OTHER}` }).click();
    await sees(panel, `Deleted ${OTHER}.`);
    expect(await scene().operator.verdict(account, OTHER)).toBe('deny');
  });

  it('asks about two deletions one after the other, each of the list as it then is', async () => {
    const { account, panel } = await open([HOME, OTHER, '192.0.2.11'], [OTHER, '192.0.2.11']);
    await entry(panel, OTHER).focus();
    const release = scene().front.hold();
    await panel.keyboard.press('Delete');
    await entry(panel, '192.0.2.11').focus();
    await panel.keyboard.press('Delete');
    release();
    for (const value of [OTHER, '192.0.2.11']) {
      const dialog = panel.getByRole('dialog', { name: `Delete ${value}?` });
      await dialog.getByText('1 recent sender will be cut off.').first().waitFor();
      await dialog.getByRole('button', { name: `Delete ${value}` }).click();
      await dialog.waitFor({ state: 'detached' });
    }
    await expect.poll(() => scene().operator.values(account)).toEqual([HOME]);
  });

  it('tells who gets in when the list is disabled, and the password of whom was right', async () => {
    const { account, panel } = await open([HOME], [HOME, OTHER]);
    await scene().operator.seeLeak(account, STRANGER);
    await button(panel, 'Disable…').click();
    await sees(panel, '1 refused sender has your SMTP password. With the list off, it can send.');
    await sees(panel, '1 sender that is refused now will get in.');
    expect(await preview(panel)).toMatch(
      /198\.51\.100\.66 \d refused · right password · last seen/,
    );
    expect(await preview(panel)).not.toContain('cut off');
  });

  it('tells whom enforcing would cut off, the most recent first, and on demand the rest', async () => {
    const senders = [1, 2, 3, 4].map((last) => `198.51.100.${last}`);
    const { account, panel } = await open([OTHER], [OTHER]);
    await button(panel, 'Pause (observe)').click();
    await sees(panel, 'Nothing changes for the 1 sender of the last 30 days.');
    await panel.getByRole('dialog').getByRole('button', { name: 'Pause, refuse nobody' }).click();
    await sees(panel, 'Observing');
    await scene().operator.seeSenders(account, ...senders, HOME);
    await button(panel, 'Enforce').click();
    await sees(panel, '5 recent senders will be cut off.');
    expect(await preview(panel)).toMatch(
      new RegExp(`cut off\\.${HOME} you 1 would be refused · last`),
    );
    expect(await panel.locator('.preview .mono').count()).toBe(3);
    await button(panel, 'and 2 more').click();
    await expect.poll(() => panel.locator('.preview .mono').count()).toBe(5);
    expect(await panel.evaluate(() => document.activeElement?.tagName)).toBe('UL');
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: 'Enforce the list, and cut off 5 senders' })
      .click();
    await sees(panel, 'Enforcing');
    expect(await scene().operator.verdict(account, '198.51.100.1')).toBe('deny');
  });

  it('tells while values are typed what they do to whom, the newest answer last (R14)', async () => {
    const { account, panel } = await open([], [OTHER, STRANGER]);
    await button(panel, 'Add the first entry').click();
    await sees(panel, 'Who would be cut off or let in shows here.');
    const values = panel.getByLabel('Values, one a line');
    await values.fill(OTHER);
    await sees(panel, WOULD_CUT_OFF);
    expect(await preview(panel)).toContain(STRANGER);
    // The answer to an earlier question comes late, when another question has been asked.
    const late = Promise.withResolvers<void>();
    const isOvertaken = (request: Request) => request.postData()?.includes('192.0.2.99') ?? false;
    await panel.route('**/allowlist/preview', async (route) => {
      if (isOvertaken(route.request())) await late.promise;
      await route.continue();
    });
    const asked = panel.waitForRequest(isOvertaken);
    await values.fill('192.0.2.99');
    const answered = panel.waitForResponse((response) => isOvertaken(response.request()));
    await asked;
    await values.fill(`${OTHER}\n${STRANGER}`);
    await sees(panel, 'Nothing changes for the 2 senders of the last 30 days.');
    late.resolve();
    await (await answered).finished();
    await panel.evaluate(() => new Promise(requestAnimationFrame));
    expect(await preview(panel)).toContain('Nothing changes');
    await values.fill(OTHER);
    await sees(panel, WOULD_CUT_OFF);
    await sees(panel, /While it only observes, nobody is refused\./);
    await button(panel, 'Turn on, and cut off 1 sender').waitFor();
    await button(panel, 'Add 1 address and observe').click();
    await entry(panel, OTHER).waitFor();
    expect(await mode(account)).toBe('observe');
    expect(await scene().operator.verdict(account, STRANGER)).toBe('allow');
  });

  it('tells what an import does, and can begin by observing', async () => {
    const { account, panel } = await open([], [OTHER, STRANGER]);
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: 'Import…' }).click();
    await panel.getByLabel(/Or paste it here/).fill(OTHER);
    await sees(panel, WOULD_CUT_OFF);
    await button(panel, 'Import 1 entry and observe').click();
    await entry(panel, OTHER).waitFor();
    expect(await mode(account)).toBe('observe');
  });

  it('tells what an earlier list does, before it is restored (R16)', async () => {
    const { account, panel } = await open([HOME], []);
    await scene().operator.add(account, { format: 'address', values: [OTHER] });
    await scene().operator.seeSenders(account, OTHER);
    await panel.getByRole('tab', { name: 'History' }).click();
    await panel.evaluate(() => void dispatchEvent(new Event('focus')));
    await panel.getByRole('button', { name: /^Restore the list as of here/ }).click();
    await sees(panel, '1 recent sender will be cut off.');
    expect(await preview(panel)).toContain(OTHER);
  });

  it('says so where it can’t be read, and keeps nobody from going on', async () => {
    const { account, panel } = await open([HOME, OTHER], [OTHER]);
    await sees(panel, '2 of 10');
    await button(panel, 'Disable…').click();
    await sees(panel, /let in can’t be read|Nothing changes/);
    await panel.keyboard.press('Escape');
    await panel.route('**/allowlist/preview', (route) =>
      route.fulfill({
        status: 404,
        headers: { 'Access-Control-Allow-Origin': '*' },
        contentType: 'application/problem+json',
        body: JSON.stringify({
          code: 'not-found',
          status: 404,
          detail: 'No.',
          requestId: 'r1',
          errors: [],
        }),
      }),
    );
    await pick(panel, OTHER, 'Delete');
    await sees(panel, 'Could not check who sends now. This endpoint can’t do that yet.');
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: `Delete ${OTHER}` })
      .click();
    await sees(panel, `Deleted ${OTHER}.`);
    await panel.unroute('**/allowlist/preview');
    scene().front.disorder = 'gone';
    await button(panel, 'Disable…').click();
    await sees(panel, /Could not check who sends now\. /);
    scene().front.disorder = undefined;
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: /and turn off/ })
      .click();
    await seesListOff(panel);
    expect(await mode(account)).toBe('off');
  });
});
