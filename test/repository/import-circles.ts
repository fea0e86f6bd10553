import type { Import } from './source-files.ts';

type Link = Pick<Import, 'from' | 'to'>;

/** Each set of files that import each other, directly or by way of others (Tarjan's algorithm). */
export function importCircles(imports: readonly Link[]): string[][] {
  const importsByFile = Map.groupBy(imports, ({ from }) => from);
  /** The number of each file, in the order of the first visit. */
  const visits = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];

  /** Returns the earliest visit among the open files that this file leads to. */
  const visit = (file: string): number => {
    const own = visits.size;
    visits.set(file, own);
    open.push(file);
    let earliest = own;
    for (const { to } of importsByFile.get(file) ?? []) {
      if (!visits.has(to)) earliest = Math.min(earliest, visit(to));
      else if (open.includes(to)) earliest = Math.min(earliest, visits.get(to) ?? own);
    }
    if (earliest === own) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return earliest;
  };

  for (const file of importsByFile.keys()) if (!visits.has(file)) visit(file);
  return circles;
}
