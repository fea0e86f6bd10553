/** Returns the results in the order of the items. It works on `atOnce` items at a time. */
export async function mapInTurns<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Value | Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const waiting = items.entries();
  async function next(): Promise<void> {
    // All workers share the iterator, so each takes the next item.
    for (const [index, item] of waiting) values[index] = await work(item);
  }
  await Promise.all(Array.from({ length: atOnce }, next));
  return values;
}
