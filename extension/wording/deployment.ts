/** Returns the name of a deployment as people say it: without the scheme. */
export function nameDeployment(endpoint: string): string {
  return endpoint.replace(/^https?:\/\//, '');
}
