import { afterEach, describe, expect, it } from 'vitest';
import { wordRole } from '../../../extension/wording/connection.ts';
import { showTexts } from '../../../extension/wording/translate.ts';

afterEach(() => showTexts('en', {}));

describe('the role of a token', () => {
  it('in Chinese names whoever keeps a shared list otherwise than whoever keeps an account', () => {
    showTexts('zh_CN', {
      options_roleManager: { message: '账号管理员' },
      options_roleViewer: { message: '只读' },
      options_roleListManager: { message: '名单管理员' },
    });
    expect(wordRole('manager')).toBe('账号管理员');
    expect(wordRole('manager', true)).toBe('名单管理员');
    expect(wordRole('viewer', true)).toBe('只读');
  });
});
