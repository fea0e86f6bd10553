/** Each form of a company policy in docs/company-policy.md says the same, and is as the schema has it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { POLICY_SCHEMA } from '../../extension/model/policy-schema.ts';
import { readPolicy } from '../../extension/model/read-policy.ts';
import { ROOT } from './source-files.ts';

const DOCUMENT = readFileSync(join(ROOT, 'docs/company-policy.md'), 'utf8');
const FIREFOX_ID = 'extension@sendgate.example';

const WANTED = {
  connections: [
    {
      endpoint: 'https://sendgate.example.com',
      account: 'sender@example.com',
      otherFamilyEndpoint: 'https://sendgate-v6.example.com',
    },
    { endpoint: 'https://sendgate.example.net' },
  ],
  consoles: ['mail.example.net'],
  language: 'en',
  locked: ['connections', 'consoles'],
};

function blockBelow(heading: string): string {
  const [, section = ''] = DOCUMENT.split(`\n## ${heading}\n`);
  const [, block = ''] = /```\w+\n([\s\S]*?)```/.exec(section.split('\n## ')[0] ?? '') ?? [];
  return block;
}

type Registry = { [name: string]: string | Registry };

/** As Chromium reads the registry: keys and values named by numbers are the items of a list. */
function readRegistry(text: string): unknown {
  const root: Registry = {};
  let key = root;
  for (const line of text.split('\n').slice(1)) {
    const [, path] = /^\[.*\\EXTENSION_ID\\policy\\?(.*)\]$/.exec(line) ?? [];
    const [, name, value] = /^"(.*?)"="(.*)"$/.exec(line) ?? [];
    if (path !== undefined) key = keyAt(root, path.split('\\').filter(Boolean));
    else if (name !== undefined && value !== undefined) key[name] = value;
    else expect(line).toBe('');
  }
  return listsOf(root);
}

function keyAt(root: Registry, path: readonly string[]): Registry {
  return path.reduce<Registry>((key, name) => {
    key[name] ??= {};
    return key[name] as Registry;
  }, root);
}

function listsOf(key: string | Registry): unknown {
  if (typeof key === 'string') return key;
  const names = Object.keys(key);
  if (names.every((name) => /^\d+$/.test(name))) return Object.values(key).map(listsOf);
  return Object.fromEntries(names.map((name) => [name, listsOf(key[name] ?? '')]));
}

/** What a property list of Apple's holds. */
function readPropertyList(text: string): unknown {
  const document = new DOMParser().parseFromString(text, 'text/xml');
  return readElement(document.querySelector('plist')?.firstElementChild);
}

interface XmlElement {
  readonly localName: string;
  readonly textContent: string | null;
  readonly children: Iterable<XmlElement>;
}

function readElement(element: XmlElement | null | undefined): unknown {
  const children = [...(element?.children ?? [])];
  switch (element?.localName) {
    case 'string':
      return element.textContent;
    case 'array':
      return children.map(readElement);
    case 'dict':
      return Object.fromEntries(
        children.flatMap((child, index) =>
          child.localName === 'key' ? [[child.textContent, readElement(children[index + 1])]] : [],
        ),
      );
    default:
      throw new Error(`no ${element?.localName} is known`);
  }
}

const FORMS: readonly (readonly [heading: string, read: (block: string) => unknown])[] = [
  ['Chrome and Edge on Windows', readRegistry],
  ['Chrome and Edge on macOS', readPropertyList],
  [
    'Chrome, Edge and Chromium on Linux',
    (block) => JSON.parse(block)['3rdparty'].extensions.EXTENSION_ID,
  ],
  ['Firefox', (block) => JSON.parse(block).policies['3rdparty'].Extensions[FIREFOX_ID]],
];

describe.each(FORMS)('the policy for %s', (heading, read) => {
  const policy = read(blockBelow(heading));

  it('is the one that all forms say', () => {
    expect(policy).toEqual(WANTED);
  });

  it('is as the schema has it, and the extension follows all of it', () => {
    const schema = z.fromJSONSchema(
      POLICY_SCHEMA as unknown as Parameters<typeof z.fromJSONSchema>[0],
    );
    expect(schema.safeParse(policy).error).toBeUndefined();
    expect(readPolicy(policy)).toMatchObject({ ...WANTED, connections: [{}, {}], flaws: [] });
  });
});

it('the table of the document has the fields that the schema has', () => {
  const [, section = ''] = DOCUMENT.split('\n## What a policy says\n');
  const [table = ''] = section.split('\n## ');
  const named = [...table.matchAll(/^\| `([^`]+)`/gm)].map((row) => row[1]);
  expect(named).toEqual(Object.keys(POLICY_SCHEMA.properties));
});
