/** Examples by name, as OpenAPI wants them. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** Examples by status, then by media type. */
export type AnswerExamples = Readonly<Record<number, Readonly<Record<string, NamedValues>>>>;

/** The example bodies and answers of one call. A test sends each body and compares the answer. */
export interface CallExamples {
  readonly body?: NamedValues;
  readonly answers?: AnswerExamples;
}

/** Returns the answer examples of a call that always answers JSON. */
export function json(status: number, values: NamedValues): AnswerExamples {
  return { [status]: { 'application/json': values } };
}
