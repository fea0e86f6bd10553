import { join } from 'node:path';
import { parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeAll, describe, expect, it } from 'vitest';
import { sourceFiles } from '../../repository/source-files.ts';

type Messages = Awaited<ReturnType<typeof parseMessagesFile>>;

const LOCALES = join(import.meta.dirname, '../../../extension/locales');
let english: Messages;
let chinese: Messages;

beforeAll(async () => {
  english = await parseMessagesFile(join(LOCALES, 'en.yml'));
  chinese = await parseMessagesFile(join(LOCALES, 'zh_CN.yml'));
});

const keysOf = (messages: Messages) => messages.map(({ key }) => key.join('.')).sort();

function textsOf(message: Messages[number] | undefined): string[] {
  if (message === undefined) return [];
  return message.type === 'plural' ? Object.values(message.plurals) : [message.message];
}

describe('the texts of both languages', () => {
  it('have the same keys', () => {
    expect(keysOf(english).length).toBeGreaterThan(100);
    expect(keysOf(chinese)).toEqual(keysOf(english));
  });

  it('are all shown somewhere', () => {
    const code = sourceFiles()
      .filter(({ path }) => path.startsWith('extension/'))
      .map(({ text }) => text)
      .join();
    const inManifest = (key: string) => `__MSG_${key.replace('.', '_')}__`;
    const isShown = (key: string) => code.includes(`'${key}'`) || code.includes(inManifest(key));
    const own = keysOf(english).filter((key) => !key.startsWith('@@'));
    expect(own.filter((key) => !isShown(key))).toEqual([]);
  });

  it('put in the same things', () => {
    const inserted = (message: Messages[number] | undefined) =>
      [...new Set(textsOf(message).flatMap((text) => text.match(/\$\d/g) ?? []))].sort();
    const byKey = new Map(chinese.map((message) => [message.key.join('.'), message]));
    const differing = english.filter((message) => {
      const other = byKey.get(message.key.join('.'));
      return inserted(message).join() !== inserted(other).join();
    });
    expect(differing.map(({ key }) => key.join('.'))).toEqual([]);
  });

  it('are never empty, and shout in neither', () => {
    const all = [...english, ...chinese].flatMap((message) => textsOf(message));
    expect(all.filter((text) => text.trim() === '' || /[!！]/.test(text))).toEqual([]);
  });

  it('of a list that lets nobody in are true of unreadable entries, too, which have not expired', () => {
    const ofNobody = [...english, ...chinese].filter(({ key }) =>
      key.join('.').startsWith('warning.nobody'),
    );
    expect(ofNobody).toHaveLength(6);
    const texts = ofNobody.flatMap((message) => textsOf(message));
    expect(texts.filter((text) => /expired|过期/.test(text))).toEqual([]);
  });

  it('in Chinese are Chinese, with full-width signs between Chinese characters', () => {
    const texts = chinese.flatMap((message) => textsOf(message));
    expect(texts.filter((text) => /\p{Script=Han}[,;:?()]/u.test(text))).toEqual([]);
  });
});
