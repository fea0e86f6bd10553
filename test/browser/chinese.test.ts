/** Follows every flow in Chinese, and finds no English word on the pages. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';

const LEAK = '203.0.113.201';

/** Names that stay as they are, and the characters of addresses and examples. */
const NOT_CHINESE =
  /Sendgate|Prometheus|npm start|\.sendgate\/operator-token|Mail server|standardwebhooks\.com|Standard Webhooks|Webhooks?|Slack|URL|subject|text|SMTP|IPv[46]|IP|Chrom\w*|Linux|CSV|JSON|RFC \d+|Worker|Ada|English|UTF-8|Ctrl|Space|Enter|Delete|KiB|MB|[\w.:/-]*(?:example\.\w+|\d[\d.:a-f/]*)[\w.:/@-]*|sender-\S+|https?:\S*|\bv\d/g;

const PROVIDERS =
  /Tencent Cloud SES|Brevo|SendGrid|Mailgun|Postmark|Amazon SES|Alibaba Cloud DirectMail/g;

async function findEnglish(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const named = [...document.querySelectorAll('[aria-label],[title],[placeholder]')];
    const names = named.flatMap((element) =>
      ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
    );
    const app = document.querySelector('#app')?.cloneNode(true) as Element;
    // A file for another program is in the words of that program.
    for (const file of app.querySelectorAll('pre')) file.remove();
    return [app.textContent, ...names].join('\n');
  });
  const rest = text.replace(PROVIDERS, '').replace(NOT_CHINESE, '');
  return [...new Set(rest.match(/[A-Za-z]{3,}/g) ?? [])];
}

describeExtension(
  'In Chinese',
  (scene) => {
    const connect = async (...values: string[]) => {
      const access = await scene().connect();
      await scene().chromium.keep({ language: 'zh_CN' });
      const entries = { format: 'address', values, remark: '办公室' };
      if (values.length > 0) await scene().operator.add(access.account, entries);
      return access;
    };

    it('one click adds the current address, and can be taken back', async () => {
      const { account } = await connect();
      const popup = await scene().chromium.openPage('popup');
      const add = popup.getByRole('button', { name: new RegExp(`添加.*${HOME}`) });
      await add.waitFor();
      expect(await findEnglish(popup)).toEqual([]);
      await add.click();
      const undo = popup.getByRole('button', { name: /^撤销/ });
      await undo.waitFor();
      expect(await findEnglish(popup)).toEqual([]);
      expect(await scene().operator.values(account)).toEqual([HOME]);
      await undo.click();
      await expect.poll(() => scene().operator.values(account)).toEqual([]);
    });

    it('the panel is Chinese in all its views', async () => {
      await connect(HOME, '192.0.2.10');
      const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
      await panel.locator('[data-entry]').first().click();
      await panel.getByRole('menu').waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.keyboard.press('Escape');
      await panel.getByRole('button', { name: '添加', exact: true }).click();
      await panel.getByRole('textbox').first().fill('203.0.113.07\n10.0.0.1');
      await panel.getByText('203.0.113.07').first().waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.getByRole('tab').last().click();
      await panel.getByRole('tabpanel').getByRole('listitem').first().waitFor();
      expect(await findEnglish(panel)).toEqual([]);
    });

    it('several entries at once and a pause are Chinese', async () => {
      const { account } = await connect(HOME, '192.0.2.10');
      await scene().operator.seeLeak(account, LEAK);
      const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
      const row = panel.locator('[data-entry]').first();
      await row.click();
      await panel.getByRole('menuitem', { name: '选择' }).click();
      await panel.getByText('已选 1 条').waitFor();
      await panel.getByRole('button', { name: '选择全部 2 条' }).click();
      expect(await findEnglish(panel)).toEqual([]);
      for (const act of ['备注…', '有效期…', '删除…']) {
        await panel.getByRole('button', { name: act, exact: true }).click();
        await panel.getByRole('dialog').waitFor();
        expect(await findEnglish(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
      }
      await panel.getByRole('button', { name: '取消选择' }).click();
      await panel.getByRole('button', { name: '暂停拦截（仅观察）' }).click();
      await panel.getByText('持有您的 SMTP 密码').first().waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.getByRole('dialog').getByRole('button', { name: '暂停拦截' }).click();
      await panel
        .getByText(/自动恢复拦截。/)
        .first()
        .waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });

    it('the senders are Chinese, and what is suggested', async () => {
      const { account } = await connect();
      const { operator } = scene();
      const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
      const senders = panel.getByRole('tab', { name: '发信地址' });
      await senders.click();
      await panel.getByRole('tabpanel').getByRole('heading').waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      for (const host of [8, 9, 10]) await operator.seeSenders(account, `198.51.100.${host}`);
      await operator.add(account, { format: 'address', values: [HOME] });
      await operator.seeLeak(account, LEAK);
      await panel.reload();
      await senders.click();
      await panel.getByRole('button', { name: LEAK }).click();
      await panel.getByRole('dialog').waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.keyboard.press('Escape');
      await panel.getByRole('button', { name: '查看建议' }).click();
      await panel.getByRole('button', { name: `添加 ${LEAK}` }).waitFor();
      expect(await findEnglish(panel)).toEqual([]);
    });

    it('the alerts, what to do about a leak, and the webhooks are Chinese', async () => {
      const { account } = await connect(HOME);
      await scene().operator.seeLeak(account, '198.51.100.66');
      const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
      await panel.getByRole('tab', { name: /^警报/ }).click();
      await panel.getByText('198.51.100.66 使用了正确的密码，已拦截').waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.getByRole('button', { name: '不是我，198.51.100.66' }).click();
      await panel.getByText(`有人掌握了 ${account} 的密码`).waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      await panel.getByRole('button', { name: '返回警报' }).click();
      await panel.getByRole('button', { name: 'Webhook', exact: true }).click();
      await panel.getByLabel('URL').fill('http://user@hooks.example.com');
      await panel.getByRole('button', { name: '添加', exact: true }).click();
      await panel.getByText('请去掉“@”之前的用户名和密码').waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });

    it('what is said before a change is Chinese, of whomever it cuts off or lets in', async () => {
      const { account } = await connect();
      const { operator } = scene();
      await operator.seeSenders(account, '192.0.2.10', '192.0.2.11', '192.0.2.12', '192.0.2.13');
      const popup = await scene().chromium.openPage('popup');
      await popup.getByText('近期发信的 4 个地址将被拦截。').first().waitFor();
      await popup.getByRole('button', { name: '启用（将拦截 4 个地址）' }).waitFor();
      expect(await findEnglish(popup)).toEqual([]);
      await popup.getByRole('button', { name: new RegExp(`添加.*${HOME}`) }).click();
      await popup.getByRole('button', { name: '开始拦截' }).click();
      await popup.getByRole('dialog').getByRole('button', { name: '另有 1 条' }).click();
      expect(await findEnglish(popup)).toEqual([]);
      await operator.disable(account);
      await operator.add(account, { format: 'address', values: [HOME] });
      const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
      await panel.getByRole('button', { name: '关闭白名单…' }).click();
      await panel.getByText('目前被拦截的 4 个地址将可以发信。').first().waitFor();
      expect(await findEnglish(panel)).toEqual([]);
      expect(await panel.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });

    it('nothing is wider than 320 pixels', async () => {
      await connect(HOME, '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff');
      for (const name of ['popup', 'sidepanel', 'options', 'operator'] as const) {
        const page = await scene().chromium.openPage(name, { width: 320, height: 800 });
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      }
    });

    it('the operator’s page is Chinese, and no wider than 320 pixels', async () => {
      const { account } = await connect();
      const { operator } = scene();
      await operator.add(account, { format: 'address', values: [HOME] });
      await operator.seeLeak(account, LEAK);
      const page = await scene().chromium.openPage('operator', { width: 320, height: 800 });
      await page.getByRole('heading', { name: '此页供 Sendgate 管理员使用' }).waitFor();
      expect(await findEnglish(page)).toEqual([]);
      await scene().connectOperator();
      await page.getByLabel('搜索所有账号').fill(account);
      await page.getByText('找到 1 个账号').waitFor();
      const row = page.locator(`[data-account="${account}"]`);
      await expect.poll(() => row.textContent()).toContain('24 小时内 1 条警报');
      expect(await findEnglish(page)).toEqual([]);
      await row.click();
      await page.getByText(`${account} 的令牌`).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await findEnglish(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    });

    it('the options and the console’s tab are Chinese', async () => {
      await connect(HOME);
      const options = await scene().chromium.openPage('options');
      await options.getByRole('heading', { level: 1 }).waitFor();
      expect(await findEnglish(options)).toEqual([]);
      // The background's last reading is older than the entry.
      await scene().chromium.fireAlarm();
      await expect.poll(async () => (await scene().chromium.badge()).title).toMatch(/可以|能/);
    });
  },
  { language: 'zh-CN' },
);
