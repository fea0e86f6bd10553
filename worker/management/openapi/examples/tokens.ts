import type * as api from '../../../../shared/api.ts';
import { type CallExamples, json } from './call-examples.ts';
import {
  AT,
  DESK,
  ENTRY,
  LATER,
  OPERATOR,
  RELAY,
  RELAY_ID,
  TOKEN_ID,
  WEBHOOK_ID,
} from './scene.ts';

/** It has the form of a secret, but opens nothing. */
const SECRET = 'an-example-of-a-secret-which-opens-nothing-';

const viewer: api.IssuedToken = {
  id: TOKEN_ID,
  role: 'viewer',
  name: 'Help desk',
  createdAt: AT,
  expiresAt: null,
  token: `sga_${'0'.repeat(64)}_${TOKEN_ID}_${SECRET}`,
};

const relay: api.IssuedToken = {
  id: RELAY_ID,
  role: 'relay',
  name: RELAY.name,
  createdAt: AT,
  expiresAt: null,
  token: `sgr_${RELAY_ID}_${SECRET}`,
};

const listed = { createdBy: OPERATOR, lastUsedAt: AT, expired: false };
const { token: _secret, ...viewerShown } = viewer;
const { token: _relaySecret, ...relayShown } = relay;
const viewerToken: api.Token = { ...viewerShown, ...listed };
const relayToken: api.Token = { ...relayShown, ...listed };

const revoked: api.Revoked = {
  revoked: [{ id: TOKEN_ID, role: 'manager', name: DESK.name }],
  stopped: [{ id: WEBHOOK_ID, name: 'On call', url: 'https://hooks.example.com/sendgate' }],
  entries: [ENTRY],
  restore: { revision: 6 },
};

export const TOKEN_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  issueToken: {
    body: {
      viewer: { role: 'viewer', name: 'Help desk' },
      checker: { role: 'checker', name: 'Newsletter', expiresInSeconds: 2_592_000 },
    },
    answers: json(201, { viewer, checker: { ...viewer, role: 'checker', expiresAt: LATER } }),
  },
  listTokens: { answers: json(200, { list: { tokens: [viewerToken] } }) },
  revokeToken: { answers: json(200, { withWhatItIssued: revoked }) },
  issueRelayToken: {
    body: {
      mailServer: { name: RELAY.name },
      proxy: { name: 'API proxy', clientAddressHeader: 'X-Sendgate-Client-Address' },
      agent: { name: RELAY.name, copies: true },
    },
    answers: json(201, {
      mailServer: relay,
      proxy: { ...relay, name: 'API proxy', clientAddressHeader: 'X-Sendgate-Client-Address' },
      agent: { ...relay, copies: true },
    }),
  },
  listRelayTokens: { answers: json(200, { list: { tokens: [relayToken] } }) },
};
