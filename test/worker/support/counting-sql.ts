/** The real tables of an object, with a count of the entries that a history gives out of them. */
export interface CountingSql {
  readonly sql: SqlStorage;
  /**
   * Returns the number of entries given out since the last call. No more than these can have been
   * in memory at once.
   */
  take(): number;
}

export function countingSql(real: SqlStorage): CountingSql {
  let entries = 0;
  const count = <Row>(row: Row): Row => {
    for (const [column, value] of Object.entries(row ?? {}))
      if (['before', 'after'].includes(column) && String(value).includes('"createdAt"')) entries++;
    return row;
  };
  const watch = <Row extends object>(cursor: Iterable<Row> & object) =>
    new Proxy(cursor, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (name === 'toArray') return () => member.call(target).map(count);
        if (name === 'one') return () => count(member.call(target));
        if (name === Symbol.iterator)
          return function* () {
            for (const row of target) yield count(row);
          };
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  const sql = new Proxy(real, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (name !== 'exec') return typeof member === 'function' ? member.bind(target) : member;
      return (...values: [string]) => watch(target.exec(...values));
    },
  });
  return {
    sql,
    take() {
      const taken = entries;
      entries = 0;
      return taken;
    },
  };
}
