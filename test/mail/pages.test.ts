/** Runs the tests that the pages of the mail servers describe. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { INTEGRATIONS } from './published-file.ts';

const LOGS_IN = /^ *(?:swaks|doveadm auth test)\b(?:.*\\\n)*.*$/gm;

const PAGES = globSync('*/README.md', { cwd: INTEGRATIONS })
  .map((page) => [dirname(page), readFileSync(join(INTEGRATIONS, page), 'utf8')] as const)
  .filter(([, text]) => text.match(LOGS_IN));

it('every mail server’s page has one', () => {
  const names = PAGES.map(([name]) => name).sort();
  expect(names).toEqual(['dovecot', 'exim', 'haraka', 'nginx', 'postfix', 'stalwart']);
});

it.each(PAGES)(
  '%s: it logs in as an account of its own, and says what it raises',
  (_name, text) => {
    for (const command of text.match(LOGS_IN) ?? [])
      expect(command).toContain('sendgate-test@example.com');
    expect(text).toMatch(/raises (the real|no) leak alarm/);
  },
);
