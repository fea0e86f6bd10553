import { parseClientAddress } from '../../shared/client-address.ts';

export interface UpstreamAddress {
  readonly address: string;
  readonly port: number;
}

/** Reads `127.0.0.1:10025` or `[::1]:10025`. It is undefined for anything else, including a host name. */
export function findUpstreamAddress(text: string): UpstreamAddress | undefined {
  const match = /^(?:\[([0-9a-f:.]+)\]|([0-9.]+)):([1-9]\d{0,4})$/i.exec(text);
  const address = parseClientAddress(match?.[1] ?? match?.[2] ?? '');
  const port = Number(match?.[3]);
  return address.ok && port <= 65_535 ? { address: address.value.text, port } : undefined;
}
