/** Finds the place where a value differs from the shape of an example. Null fits anything. */
export function findMisfit(value: unknown, example: unknown, place = ''): string | undefined {
  if (value === null || example === null) return undefined;
  if (Array.isArray(value) && Array.isArray(example)) return findInArray(value, example, place);
  if (typeof value !== typeof example || Array.isArray(value) !== Array.isArray(example)) {
    return `${place || 'it'} is not of the same type`;
  }
  if (typeof value !== 'object') return undefined;
  return findInObject({ ...value }, { ...(example as object) }, place);
}

/** An example shows one item of each shape. An empty one says nothing about the items. */
function findInArray(values: unknown[], examples: unknown[], place: string): string | undefined {
  if (examples.length === 0) return undefined;
  return values
    .map((value, index) => {
      const misfits = examples.map((example) => findMisfit(value, example, `${place}/${index}`));
      return misfits.includes(undefined) ? undefined : misfits[0];
    })
    .find((misfit) => misfit !== undefined);
}

/** Settings here may have any name. */
const FREE = /\/(before|after)$/;
/** A member that stands only where there is something to say. */
const OPTIONAL = ['value', 'note', 'clientAddressHeader', 'copies', 'observesUntil'];

function findInObject(
  value: Readonly<Record<string, unknown>>,
  example: Readonly<Record<string, unknown>>,
  place: string,
): string | undefined {
  if (FREE.test(place)) return undefined;
  const lonely = [...new Set([...Object.keys(value), ...Object.keys(example)])].find(
    (name) => name in value !== name in example && !OPTIONAL.includes(name),
  );
  if (lonely !== undefined) return `${place}/${lonely} is in one of the two alone`;
  return Object.keys(value)
    .filter((name) => name in example)
    .map((name) => findMisfit(value[name], example[name], `${place}/${name}`))
    .find((misfit) => misfit !== undefined);
}
