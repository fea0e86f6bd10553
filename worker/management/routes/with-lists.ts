/** An object of version 0.2.0, and an answer that was kept by one, say nothing of lists. */
export function withLists<Answer extends object>(
  answer: Answer & { readonly lists?: string[] },
): Answer & { lists: string[] } {
  return { ...answer, lists: answer.lists ?? [] };
}
