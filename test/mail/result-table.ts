/** The results of the tests, with a row for each case and a column for each server. */
export class ResultTable {
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, Map<string, string>>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  note(row: string, column: string, seen: string): void {
    const cells = this.#rows.get(row) ?? new Map<string, string>();
    this.#rows.set(row, cells.set(column, seen));
  }

  toString(): string {
    const lines = [
      ['', ...this.#columns],
      ...[...this.#rows].map(([row, cells]) => [
        row,
        ...this.#columns.map((column) => cells.get(column) ?? '-'),
      ]),
    ];
    const widths = lines[0]?.map((_, at) =>
      Math.max(...lines.map((line) => line[at]?.length ?? 0)),
    );
    return lines
      .map((line) =>
        line
          .map((cell, at) => cell.padEnd(widths?.[at] ?? 0))
          .join('  ')
          .trimEnd(),
      )
      .join('\n');
  }
}
