/**
 * The texts as a build writes them for the browser, and as pages read them back from the browser.
 */
import { join } from 'node:path';
import { generateChromeMessagesText, parseMessagesFile } from '@wxt-dev/i18n/build';
import { afterAll, describe, expect, it } from 'vitest';
import type { ShownLanguage } from '../../../extension/model/language.ts';
import { showTexts, t } from '../../../extension/wording/translate.ts';

const LOCALES = join(import.meta.dirname, '../../../extension/locales');

async function show(language: ShownLanguage) {
  const messages = await parseMessagesFile(join(LOCALES, `${language}.yml`));
  showTexts(language, JSON.parse(generateChromeMessagesText(messages)));
  return messages.filter(({ key }) => !key[0]?.startsWith('@@'));
}

afterAll(() => showTexts('en', {}));

describe('t', () => {
  it.each(['en', 'zh_CN'] as const)('has the text of every key in %s', async (language) => {
    const messages = await show(language);
    const plain = messages.filter(
      (message) => message.type === 'simple' && message.substitutions === 0,
    );
    expect(plain.length).toBeGreaterThan(300);
    const lost = messages.filter(({ key }) => {
      const name = key.join('.') as 'words.off';
      return t(name) === name;
    });
    expect(lost).toEqual([]);
    for (const message of plain) {
      const text = message.type === 'simple' ? message.message : '';
      expect(t(message.key.join('.') as 'words.off')).toBe(text);
    }
  });

  it('chooses between one and many, and puts in what is given', async () => {
    await show('en');
    expect(t('words.addresses', 1)).toBe('1 address');
    expect(t('words.addresses', 2)).toBe('2 addresses');
    expect(t('undo.replaced', ['a | b'])).toBe('Replaced by a | b.');
    await show('zh_CN');
    expect(t('words.addresses', 1)).toContain('1');
    expect(t('words.addresses', 2)).toContain('2');
  });

  it('says the name of what there is no text for', async () => {
    await show('en');
    expect(t('made.up' as 'words.off')).toBe('made.up');
    expect(t(undefined as unknown as 'words.off')).toBe('');
  });
});
