import type { Page } from 'playwright-core';

export interface ConnectionDetails {
  readonly endpoint: string;
  readonly token: string;
}

/** Fills in the options page as a person would. */
export async function connectExtension(
  options: Page,
  { endpoint, token }: ConnectionDetails,
): Promise<void> {
  await options.getByLabel('Endpoint', { exact: true }).fill(endpoint);
  await options.getByLabel('Token', { exact: true }).fill(token);
  await options.getByRole('button', { name: 'Save', exact: true }).click();
  await options.getByText('Connected.').waitFor();
}
