/** The project's own source files and what they import. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const REALMS = [
  'shared',
  'worker',
  'extension',
  'local',
  'deploy',
  'integrations',
  'agent',
  'bench',
  'test',
];

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface Import {
  readonly from: string;
  /** A path in the project, or the name of a package. */
  readonly to: string;
  readonly typeOnly: boolean;
}

export function sourceFiles(): SourceFile[] {
  return REALMS.flatMap((realm) =>
    readdirSync(join(ROOT, realm), { recursive: true, encoding: 'utf8' })
      .filter(
        (name) => /\.(tsx?|mjs|cjs)$/.test(name) && !/(^\.(output|wxt)|node_modules)\//.test(name),
      )
      .map((name) => {
        const path = `${realm}/${name}`;
        return { path, text: readFileSync(join(ROOT, path), 'utf8') };
      }),
  );
}

export function importsOf({ path, text }: SourceFile): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'/gms);
  const bare = text.matchAll(/(?:^import\s+|\bimport\()'([^']+)'/gm);
  const resolved = (to: string) =>
    to.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(path), to)) : to;
  return [
    ...[...statements].map((match) => ({
      from: path,
      to: resolved(match[2] ?? ''),
      typeOnly: match[1] !== undefined,
    })),
    ...[...bare].map((match) => ({ from: path, to: resolved(match[1] ?? ''), typeOnly: false })),
  ];
}
