/** docs/extension.md explains each permission, and the manifests ask for no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { PROVIDER_CONSOLES } from '../../extension/model/provider-hosts.ts';
import { ROOT } from '../repository/source-files.ts';
import { readManifest } from './built-files.ts';

const [output] = inject('packages');
const manifests = ['chrome', 'firefox'].map((browser) =>
  readManifest(join(output, `${browser}-mv3`)),
);

function explained(): string[] {
  const document = readFileSync(join(ROOT, 'docs/extension.md'), 'utf8');
  const [, section = ''] = document.split('\n## Permissions\n');
  const [table = ''] = section.split('\n## ');
  return [...table.matchAll(/^\| `([^`]+)`/gm)].map((row) => row[1] ?? '').sort();
}

function listed(...keys: string[]): string[] {
  const lists = manifests.flatMap((manifest) => keys.flatMap((key) => manifest[key] ?? []));
  return [...new Set(lists.map(String))].sort();
}

it('each permission is explained in docs/extension.md, and none is explained that is not asked for', () => {
  const asked = listed('permissions', 'optional_permissions', 'optional_host_permissions');
  expect(asked.length).toBeGreaterThan(3);
  expect(explained()).toEqual(asked);
});

it('no host is open to it without being asked for', () => {
  expect(listed('host_permissions')).toEqual([]);
});

it('content scripts run on the consoles of the table alone', () => {
  const scripts = manifests.flatMap(({ content_scripts: list }) => (list ?? []) as Script[]);
  const hosts = PROVIDER_CONSOLES.flatMap((row) => row.hosts);
  const wanted = hosts.map((host) => `https://${host}/*`).sort();
  expect(scripts.length).toBe(manifests.length);
  for (const { matches } of scripts) expect(matches.toSorted()).toEqual(wanted);
});

it('no page may frame or open more of it than the drawer, and that on the consoles of the table alone', () => {
  const [chrome, firefox] = manifests;
  expect(chrome?.web_accessible_resources).toBeUndefined();
  const [accessible, ...others] = (firefox?.web_accessible_resources ?? []) as Accessible[];
  expect(others).toEqual([]);
  expect(accessible?.resources).toEqual(['drawer.html']);
  const hosts = PROVIDER_CONSOLES.flatMap((row) => row.hosts);
  expect(accessible?.matches.toSorted()).toEqual(hosts.map((host) => `https://${host}/*`).sort());
});

interface Accessible {
  readonly resources: readonly string[];
  readonly matches: readonly string[];
}

interface Script {
  readonly matches: readonly string[];
}
