import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, sees, seesListOff } from './support/on-page.ts';

const CSV = `value,format,remark,expiresAt
192.0.2.1,address,Mail server,
198.51.100.0/24,segment,"Cluster, east",2099-01-31T08:00:00Z
${HOME},address,Here already,
`;

describeExtension('Import and export', (scene) => {
  const openList = async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME], remark: 'Office' });
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    return { account, panel };
  };
  const pick = async (panel: Page, item: string) => {
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: item }).click();
  };
  const download = async (panel: Page, item: string) => {
    const saved = panel.waitForEvent('download');
    await pick(panel, item);
    return readFileSync(await (await saved).path(), 'utf8');
  };

  it('a preview names what would be added, skipped and refused; then all goes in, in one step', async () => {
    const { account, panel } = await openList();
    const before = await scene().operator.allowlist(account);
    await pick(panel, 'Import…');
    const text = panel.getByLabel(/Or paste it here/);
    await text.fill(`${CSV}203.0.113.07,address,Wrong,\n`);
    await sees(panel, /The octet 07 has a leading zero/);
    expect(await panel.locator('button[type=submit]').isDisabled()).toBe(true);
    expect(await scene().operator.values(account)).toEqual([HOME]);
    await text.fill(CSV);
    await sees(panel, /2 entries can be added\./);
    await button(panel, 'Import 2 entries').click();
    await entry(panel, '198.51.100.0/24').waitFor();
    const { entries, revision } = await scene().operator.allowlist(account);
    expect(revision).toBe(before.revision + 1);
    expect(entries).toHaveLength(3);
    expect(entries.find(({ value }) => value === '198.51.100.0/24')).toMatchObject({
      remark: 'Cluster, east',
      expiresAt: '2099-01-31T08:00:00.000Z',
    });
  });

  it('a configuration file goes in without what it refuses, once its mends are said to be meant', async () => {
    const { account, panel } = await openList();
    await pick(panel, 'Import…');
    const text = panel.getByLabel(/Or paste it here/);
    await text.fill(
      'allow 192.0.2.0/25; # Lab\npermit 198.51.100.0 0.0.0.127\n#allow 203.0.113.8;\ndeny all;\n',
    );
    await sees(panel, '1 value is written in another way');
    await sees(panel, '2 pieces are not values');
    expect(await panel.locator('button[type=submit]').isDisabled()).toBe(true);
    await button(panel, 'Fix 1 line').click();
    await button(panel, 'Import 2 entries').click();
    await entry(panel, '198.51.100.0/25').waitFor();
    expect((await scene().operator.values(account)).toSorted()).toEqual(
      [HOME, '192.0.2.0/25', '198.51.100.0/25'].toSorted(),
    );
  });

  it('what has expired goes in as expired, comes out again, and lets nobody in', async () => {
    const { account, panel } = await openList();
    await pick(panel, 'Import…');
    const text = panel.getByLabel(/Or paste it here/);
    await text.fill('ip;remark;expires\n192.0.2.1;Old;2024-05-31\n192.0.2.2;New;2099-05-31\n');
    await sees(panel, /1 of them has expired\. It stays expired and lets nobody in\./);
    await sees(panel, /Old · expired on /);
    await button(panel, 'Import 2 entries').click();
    await entry(panel, '192.0.2.1').waitFor();
    expect(await scene().operator.verdict(account, '192.0.2.1')).toBe('deny');
    expect(await scene().operator.verdict(account, '192.0.2.2')).toBe('allow');
    const listed = async () =>
      (await scene().operator.allowlist(account)).entries
        .map(({ value, remark, expiresAt, expired }) => [value, remark, expiresAt, expired])
        .toSorted();
    const before = await listed();
    for (const form of ['CSV', 'JSON']) {
      const file = await download(panel, `Export as ${form}`);
      await scene().operator.disable(account);
      await panel.reload();
      await seesListOff(panel);
      await pick(panel, 'Import…');
      await panel.getByLabel(/Or paste it here/).fill(file);
      await button(panel, 'Import 3 entries and turn the list on').click();
      await entry(panel, '192.0.2.2').waitFor();
      expect(await listed()).toEqual(before);
    }
  });

  it('a file may be UTF-16, and a workbook is named as one', async () => {
    const { panel } = await openList();
    await pick(panel, 'Import…');
    const file = panel.locator('input[type=file]');
    const choose = async (name: string, buffer: Buffer) =>
      file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await choose('list.xlsx', Buffer.from('PK\u0003\u0004 and the rest of a workbook', 'latin1'));
    await sees(panel, 'This is an Excel workbook. Save it as CSV UTF-8.');
    expect(await panel.locator('button[type=submit]').isDisabled()).toBe(true);
    await choose('list.txt', Buffer.from('\ufeffIP\tRemark\r\n192.0.2.1\tBüro\r\n', 'utf16le'));
    await sees(panel, /1 entry can be added\./);
    await sees(panel, 'Büro');
  });

  it('what is exported can be imported again, as CSV and as JSON', async () => {
    const { account, panel } = await openList();
    await scene().operator.add(account, {
      format: 'segment',
      values: ['2001:db8::/64'],
      remark: 'a "b", c',
    });
    await button(panel, 'Read it again').click();
    await entry(panel, '2001:db8::/64').waitFor();
    for (const form of ['CSV', 'JSON']) {
      const file = await download(panel, `Export as ${form}`);
      await scene().operator.disable(account);
      await panel.reload();
      await seesListOff(panel);
      await pick(panel, 'Import…');
      await panel.getByLabel(/Or paste it here/).fill(file);
      await button(panel, 'Import 2 entries and turn the list on').click();
      await entry(panel, '2001:db8::/64').waitFor();
      const { entries } = await scene().operator.allowlist(account);
      const remarks = entries.map(({ value, remark }) => `${value} ${remark}`).toSorted();
      expect(remarks).toEqual(['2001:db8::/64 a "b", c', `${HOME} Office`]);
    }
  });
});
