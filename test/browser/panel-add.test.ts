import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

describeExtension('Adding in the panel', (scene) => {
  const openForm = async () => {
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await hasRead(panel);
    await button(panel, 'Add').click();
    await panel.getByRole('heading', { name: 'Add to the allowlist' }).waitFor();
    return panel;
  };
  const openList = async () => {
    const access = await scene().connect();
    const value = { format: 'address', values: [HOME], remark: 'Office' };
    await scene().operator.add(access.account, value);
    return access;
  };

  it('takes segments, and says of a typed address inside one what is added (R3)', async () => {
    const { account } = await openList();
    const panel = await openForm();
    await choose(panel, 'IP segment');
    await panel.getByLabel('Values, one a line').fill('198.51.100.77/24\n2001:db8:4::/64');
    await sees(panel, /You typed 198\.51\.100\.77\/24, which is inside it/);
    await panel.getByLabel('Remark').fill('Campaign cluster');
    await button(panel, 'Add 2 segments').click();
    await entry(panel, '198.51.100.0/24').waitFor();
    await entry(panel, '2001:db8:4::/64').waitFor();
    expect(await scene().operator.verdict(account, '198.51.100.200')).toBe('allow');
    expect(await scene().operator.verdict(account, '2001:db8:4::1')).toBe('allow');
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.filter(({ remark }) => remark === 'Campaign cluster')).toHaveLength(2);
  });

  it('scrolls in the form alone: the page under it stays where it is', async () => {
    await openList();
    const panel = await openForm();
    await choose(panel, 'IP segment');
    await panel.getByLabel('Values, one a line').fill('198.0.0.0/8\n2001:db8::/20\n10.0.0.0/8');
    await sees(panel, /These 3 are wide entries/);
    const heights = await panel.evaluate(() => {
      const { scrollHeight, clientHeight } = document.documentElement;
      const form = document.querySelector('.filling');
      return {
        page: scrollHeight - clientHeight,
        form: form && form.scrollHeight - form.clientHeight,
      };
    });
    expect(heights.form).toBeGreaterThan(0);
    expect(heights.page).toBe(0);
  });

  it('takes a range, both ends included (R3)', async () => {
    const { account } = await openList();
    const panel = await openForm();
    await choose(panel, 'IP range');
    await panel.getByLabel('Values, one a line').fill('192.0.2.10-192.0.2.20');
    await button(panel, 'Add 1 range').click();
    await entry(panel, '192.0.2.10-192.0.2.20').waitFor();
    expect(await scene().operator.verdict(account, '192.0.2.20')).toBe('allow');
    expect(await scene().operator.verdict(account, '192.0.2.21')).toBe('deny');
  });

  it('names a bad line, adds nothing while it is there, and offers to leave it out (R4)', async () => {
    const { account } = await openList();
    const panel = await openForm();
    const values = panel.getByLabel('Values, one a line');
    await values.fill('192.0.2.1\n203.0.113.07\n192.0.2.2');
    await sees(panel, /The octet 07 has a leading zero/);
    const submit = panel.locator('button[type=submit]');
    expect(await submit.isDisabled()).toBe(true);
    await button(panel, 'Leave line 2 out').click();
    await expect.poll(() => values.inputValue()).toBe('192.0.2.1\n192.0.2.2');
    await button(panel, 'Add 2 addresses').click();
    await entry(panel, '192.0.2.2').waitFor();
    expect(await scene().operator.values(account)).toHaveLength(3);
  });

  it('shows a mend with what it becomes; one press makes it, and another takes it back', async () => {
    const { account } = await openList();
    const panel = await openForm();
    const values = panel.getByLabel('Values, one a line');
    const typed = '192.0.2.0 255.255.255.128 # Lab\n198.51.100.* # Lab\ndeny 203.0.113.66';
    await values.fill(typed);
    await sees(panel, 'The netmask becomes a prefix length.');
    await sees(panel, 'The text says that this is not allowed.');
    await button(panel, 'Fix these 2 lines').click();
    const mended = '192.0.2.0/25 # Lab\n198.51.100.0/24 # Lab\ndeny 203.0.113.66';
    await expect.poll(() => values.inputValue()).toBe(mended);
    await button(panel, 'Undo').click();
    await expect.poll(() => values.inputValue()).toBe(typed);
    await button(panel, 'Fix these 2 lines').click();
    await button(panel, 'Fix these 2 lines').waitFor({ state: 'detached' });
    await button(panel, 'Leave line 3 out').click();
    await button(panel, 'Add 2 segments').click();
    await entry(panel, '192.0.2.0/25').waitFor();
    const { entries } = await scene().operator.allowlist(account);
    const added = entries.filter(({ remark }) => remark === 'Lab').map(({ value }) => value);
    expect(added.toSorted()).toEqual(['192.0.2.0/25', '198.51.100.0/24']);
  });

  it('offers a text with several formats and remarks as an import, which keeps them', async () => {
    const { account } = await openList();
    const panel = await openForm();
    const text = 'Office: 192.0.2.1\nCluster: 198.51.100.0/24 # east\n#203.0.113.9';
    await panel.getByLabel('Values, one a line').fill(text);
    await button(panel, 'Import them').click();
    await expect.poll(() => panel.getByLabel(/Or paste it here/).inputValue()).toBe(text);
    await button(panel, 'Import 2 entries').click();
    await entry(panel, '198.51.100.0/24').waitFor();
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.map(({ value, remark }) => `${value} ${remark}`).toSorted()).toEqual(
      [`${HOME} Office`, '192.0.2.1 Office', '198.51.100.0/24 Cluster, east'].toSorted(),
    );
  });

  it('says what is on the list already, and what would be too many (R5)', async () => {
    await openList();
    const panel = await openForm();
    const values = panel.getByLabel('Values, one a line');
    await values.fill(HOME);
    await sees(panel, 'It is on the list already.');
    const many = Array.from({ length: 10 }, (_, index) => `192.0.2.${index + 1}`);
    await values.fill(many.join('\n'));
    await sees(panel, /The list holds 10 entries at most and has room for 9\./);
    expect(await panel.locator('button[type=submit]').isDisabled()).toBe(true);
  });

  it('tells a manager that a list without their own address is about to go on (R12, R18)', async () => {
    const { account } = await scene().connect();
    const panel = await scene().chromium.openPage('sidepanel');
    await button(panel, 'Add the first entry').click();
    await panel.getByLabel('Values, one a line').fill('192.0.2.1');
    await sees(panel, /Once it is on, only listed addresses can send/);
    await sees(
      panel,
      `Your current address ${HOME} is not on it, and will not be allowed to send.`,
    );
    await button(panel, 'Add my address too').click();
    await button(panel, 'Add 2 addresses and turn the list on').click();
    await entry(panel, HOME).waitFor();
    expect((await scene().operator.allowlist(account)).mode).toBe('enforce');
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');
  });

  it('goes through beside what somebody else has added meanwhile', async () => {
    const { account } = await openList();
    const panel = await openForm();
    await panel.getByLabel('Values, one a line').fill('192.0.2.1');
    await scene().operator.add(account, { format: 'address', values: ['192.0.2.99'] });
    await button(panel, 'Add 1 address').click();
    await entry(panel, '192.0.2.1').waitFor();
    await entry(panel, '192.0.2.99').waitFor();
  });

  it('is not left with Escape before it was asked what becomes of what was typed', async () => {
    await openList();
    const panel = await openForm();
    const values = panel.getByLabel('Values, one a line');
    await values.fill('192.0.2.1');
    // An Escape that nothing else has handled closes a drawer.
    await panel.evaluate(() => {
      addEventListener('keydown', (event) => {
        document.body.dataset.taken = String(event.defaultPrevented);
      });
    });
    await panel.keyboard.press('Escape');
    expect(await panel.evaluate(() => document.body.dataset.taken)).toBe('true');
    const question = panel.getByRole('dialog', { name: 'Leave without adding?' });
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(await values.inputValue()).toBe('192.0.2.1');
    await values.press('Escape');
    await question.getByRole('button', { name: 'Leave without adding' }).click();
    await entry(panel, HOME).waitFor();
  });

  it('takes values from a page once the form that was open closes, or in place of an import', async () => {
    await openList();
    const panel = await openForm();
    await scene().chromium.keep({ draft: { values: ['192.0.2.7'], at: Date.now() } });
    await sees(panel, '1 more value from the page waits to be added.');
    await button(panel, 'Cancel').click();
    await expect.poll(() => panel.getByLabel('Values, one a line').inputValue()).toBe('192.0.2.7');

    await button(panel, 'Cancel').click();
    await scene().chromium.keep({
      draft: { values: ['Received: from mx (mx [192.0.2.9]), see line 2'], at: Date.now() },
    });
    await button(panel, 'Write 192.0.2.9').click();
    await expect.poll(() => panel.getByLabel('Values, one a line').inputValue()).toBe('192.0.2.9');

    await button(panel, 'Cancel').click();
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: 'Import…' }).click();
    await panel.getByRole('heading', { name: /import/i }).waitFor();
    await scene().chromium.keep({ draft: { values: ['192.0.2.8'], at: Date.now() } });
    await button(panel, 'Leave this and add them').click();
    await expect.poll(() => panel.getByLabel('Values, one a line').inputValue()).toBe('192.0.2.8');
  });

  it('keeps what was typed when the Worker refuses it, and says why', async () => {
    const { account } = await openList();
    const panel = await openForm();
    const values = panel.getByLabel('Values, one a line');
    await values.fill('192.0.2.1');
    await scene().operator.add(account, { format: 'address', values: ['192.0.2.1'] });
    await button(panel, 'Add 1 address').click();
    await sees(panel, /It is on the list already/);
    expect(await values.inputValue()).toBe('192.0.2.1');
  });
});
