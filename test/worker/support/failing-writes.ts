import { runInside, type Stub } from './faulty-bindings.ts';

/**
 * Makes writes that begin with this text fail, until the object is evicted or the returned function
 * is called.
 */
export async function failWrites(stub: Stub, beginning: string): Promise<() => void> {
  let isOver = false;
  await runInside(stub, (_object, { storage: { sql } }) => {
    const exec = sql.exec.bind(sql);
    const failing = (query: string, ...values: SqlStorageValue[]) => {
      if (!isOver && query.trimStart().startsWith(beginning)) throw new Error('no more rows today');
      return exec(query, ...values);
    };
    Object.assign(sql, { exec: failing });
  });
  return () => {
    isOver = true;
  };
}
