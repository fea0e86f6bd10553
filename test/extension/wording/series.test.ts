import { afterEach, describe, expect, it } from 'vitest';
import { wordList } from '../../../extension/wording/series.ts';
import { showTexts } from '../../../extension/wording/translate.ts';

afterEach(() => showTexts('en', {}));

describe('a list of things', () => {
  it('in English is as a person says it', () => {
    expect(wordList(['192.0.2.1', '192.0.2.2', '192.0.2.3'])).toBe(
      '192.0.2.1, 192.0.2.2, and 192.0.2.3',
    );
  });

  it.each([
    [['192.0.2.1', '192.0.2.2'], '192.0.2.1 和 192.0.2.2'],
    [['性能测试 RFC 2544', '文档示例 RFC 5737'], '性能测试 RFC 2544 和文档示例 RFC 5737'],
    [['内网', '文档示例'], '内网和文档示例'],
    [['值班a', '值班b'], '值班a 和值班b'],
    [['内网', '文档', '192.0.2.1'], '内网、文档和 192.0.2.1'],
  ])('in Chinese has a space between the two scripts: %j', (items, words) => {
    showTexts('zh_CN', {});
    expect(wordList(items)).toBe(words);
  });
});
