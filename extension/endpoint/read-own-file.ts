/**
 * Reads a JSON file of the extension itself, which the build has put there. The function is here because all fetching
 * is in this folder.
 */
export async function readOwnFile<Content>(path: string): Promise<Content> {
  const response = await fetch(path);
  return response.json();
}
