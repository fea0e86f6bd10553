/** Reads a text file of the extension itself, which a build has deflated; all fetching lies in this folder. */
export async function readLines(url: string): Promise<readonly string[]> {
  const { body } = await fetch(url);
  const inflated = body?.pipeThrough(new DecompressionStream('deflate-raw'));
  return (await new Response(inflated).text()).split('\n');
}
