/** The results in the order of the items, of which so many are worked on at once. */
export async function mapInTurns<Item, Value>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Value | Promise<Value>,
): Promise<Value[]> {
  const values: Value[] = [];
  const waiting = items.entries();
  async function next(): Promise<void> {
    // All that work share the iterator: each takes the item that is next.
    for (const [index, item] of waiting) values[index] = await work(item);
  }
  await Promise.all(Array.from({ length: atOnce }, next));
  return values;
}
