/**
 * The commands of a page can be pasted. Every variable in them is set on the same page, and has the
 * same name on all pages.
 */
import { describe, expect, it } from 'vitest';
import { codeOf, documents } from './documents.ts';

const USED = /\$\{?(SENDGATE\w*|[A-Z]+_TOKEN)\b/g;
const URL_OF_A_DEPLOYMENT = 'https://sendgate.example.com';
/** Settings of a CI system. No shell sets these. */
const SET_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'integrations/github-action/README.md': ['SENDGATE_TOKEN'],
};

const pages = documents().filter(({ text }) => codeOf(text).search(USED) >= 0);

it('there are pages with commands', () => {
  expect(pages.length).toBeGreaterThan(8);
});

describe.each(pages)('$path', ({ path, text }) => {
  const code = codeOf(text);

  it('sets every variable that its commands use', () => {
    const used = new Set([...code.matchAll(USED)].map(([, name = '']) => name));
    const isSet = (name: string) =>
      new RegExp(`^ *(?:${name}=|read -rs? ${name}$)`, 'm').test(code);
    const elsewhere = SET_ELSEWHERE[path] ?? [];
    expect([...used].filter((name) => !isSet(name) && !elsewhere.includes(name))).toEqual([]);
  });

  it('sets the address of the Worker to the same example', () => {
    const set = [...code.matchAll(/^ *SENDGATE_URL=(\S+)/gm)].map(([, value]) => value);
    expect(set.filter((value) => value !== URL_OF_A_DEPLOYMENT)).toEqual([]);
  });

  it('has no token in a command line that the shell would remember', () => {
    expect(code.match(/^ *(?:export )?[A-Z]+_TOKEN=(?!\$\()\S+/gm) ?? []).toEqual([]);
  });
});
