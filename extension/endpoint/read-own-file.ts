/** Reads a JSON file of the extension itself, which a build has put there; all fetching lies in this folder. */
export async function readOwnFile<Content>(path: string): Promise<Content> {
  const response = await fetch(path);
  return response.json();
}
