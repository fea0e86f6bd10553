/** The memory of a process and its children, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

const KIB = 1024;
const MIB = KIB * KIB;

export interface Memory {
  /** MiB resident in workerd, and in the Node process that runs it. */
  readonly workerd: number;
  readonly node: number;
}

export function residentMemory(pid: number): Memory {
  const all = descendants(pid);
  const sum = (some: readonly number[]) => some.reduce((total, id) => total + resident(id), 0);
  const workerds = all.filter((id) => read(id, 'comm').trim() === 'workerd');
  return {
    workerd: sum(workerds),
    node: sum([pid, ...all.filter((id) => !workerds.includes(id))]),
  };
}

function descendants(pid: number): number[] {
  const ids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const children = ids.filter(
    (id) => Number(/^PPid:\s+(\d+)/m.exec(read(id, 'status'))?.[1]) === pid,
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function resident(pid: number): number {
  const kib = Number(/^VmRSS:\s+(\d+) kB/m.exec(read(pid, 'status'))?.[1] ?? 0);
  return (kib * KIB) / MIB;
}

/** Reads a file of /proc; empty for a process that has just ended. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
