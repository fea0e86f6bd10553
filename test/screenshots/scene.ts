/** The list in the pictures, and a browser whose address has changed since it added itself. */
import type { Chromium, Look } from '../browser/support/chromium.ts';
import { HOME } from '../browser/support/endpoint-front.ts';
import { connectionOf, type Site } from '../browser/support/site.ts';

const DAY_SECONDS = 86_400;
const EARLIER_ADDRESS = '192.0.2.77';

const REMARKS = {
  en: ['Mail server, Frankfurt', 'Campaign cluster', 'Old relay pool', 'Office'],
  'zh-CN': ['法兰克福邮件服务器', '营销集群', '旧中继', '办公室'],
} as const;

export type Scene = Pick<Site, 'front' | 'operator'> & { readonly chromium: Chromium };

export async function setTheScene(scene: Scene, language: NonNullable<Look['language']>) {
  const { chromium, front, operator } = scene;
  const account = `${language === 'en' ? 'marketing' : 'news'}@mail.example.com`;
  await operator.createAccount(account).catch(() => operator.disable(account));
  const [server, cluster, pool, office] = REMARKS[language];
  await operator.add(account, { format: 'address', values: ['203.0.113.10'], remark: server });
  await operator.add(account, { format: 'segment', values: ['198.51.100.0/24'], remark: cluster });
  await operator.add(account, {
    format: 'range',
    values: ['192.0.2.10-192.0.2.20'],
    remark: pool,
    expiresInSeconds: 6 * DAY_SECONDS,
  });
  await operator.add(account, { format: 'segment', values: ['2001:db8:4::/64'], remark: office });
  for (const address of ['203.0.113.200', '2001:db8:66::25']) {
    await operator.verdictAfterPassword(account, address);
  }
  if (language === 'en' && (await operator.webhooks(account)).length === 0) {
    const url = 'https://hooks.example.com/sendgate';
    await operator.addWebhook(account, { url, form: 'standard', name: 'On call' });
  }
  const token = await operator.issueToken(account, 'manager', 'Ada');
  await chromium.keep({
    connections: [connectionOf(scene, { account, token })],
    language: language === 'en' ? 'en' : 'zh_CN',
  });
  front.address = EARLIER_ADDRESS;
  const popup = await chromium.openPage('popup');
  await popup.locator('[type=submit]').click();
  await popup.locator('.undo-bar button').waitFor();
  await popup.close();
  await chromium.keep({ undo: null });
  front.address = HOME;
}
