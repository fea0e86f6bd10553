import type { Alert } from '../../../shared/api.ts';

const NOTHING = {
  login: null,
  address: null,
  server: null,
  entry: null,
  expiresAt: null,
  count: null,
  addresses: null,
  since: null,
};

export function makeAlert(kind: Alert['kind'], minute: number, parts: Partial<Alert> = {}): Alert {
  const at = new Date(Date.UTC(2030, 0, 31, 8, minute)).toISOString();
  return { ...NOTHING, kind, id: `${kind}-${minute}`, at, ...parts };
}

/** A leak at a minute, so that alerts can lie a minute apart. */
export function leakAt(minute: number): Alert {
  const parts = { id: `leak-${minute}`, address: `192.0.2.${minute}` };
  return makeAlert('leaked-password', minute, parts);
}

/** Leaks in the order of the arguments: newest first, as the Worker gives them. */
export function leaks(...minutes: number[]): Alert[] {
  return minutes.map((minute) => leakAt(minute));
}
