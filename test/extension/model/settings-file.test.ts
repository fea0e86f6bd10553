import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../extension/model/connection.ts';
import {
  type PortableSettings,
  parseSettingsFile,
  withoutToken,
  writeSettingsFile,
} from '../../../extension/model/settings-file.ts';

const CONNECTION: Connection = {
  id: 'b3c1',
  endpoint: 'https://sendgate.example.com',
  otherFamilyEndpoint: 'https://sendgate-v6.example.com',
  token: 'sga_secret',
  session: {
    role: 'manager',
    account: 'sender@example.com',
    tokenId: 'f00d',
    name: 'Ada',
    expiresAt: null,
  },
  accounts: ['sender@example.com'],
};

const SETTINGS: PortableSettings = {
  language: 'zh_CN',
  connections: [withoutToken(CONNECTION)],
  addedHosts: ['mail.example.net'],
  tabPositions: { 'app.brevo.com': { hidden: true, side: 'left', top: 0.25 } },
};

type Fields = Record<string, unknown>;

function fileWith(change: (file: Fields) => Fields): string {
  return JSON.stringify(change(JSON.parse(writeSettingsFile(SETTINGS))));
}

function fileWithConnection(fields: Fields): string {
  return fileWith((file) => ({
    ...file,
    connections: [{ ...SETTINGS.connections[0], ...fields }],
  }));
}

describe('the settings as a file', () => {
  it('come back as they were written', () => {
    expect(parseSettingsFile(writeSettingsFile(SETTINGS))).toEqual({ ok: true, value: SETTINGS });
  });

  it('hold no token, nor what one was', () => {
    const text = writeSettingsFile(SETTINGS);
    for (const secret of [CONNECTION.token, 'f00d', 'Ada']) expect(text).not.toContain(secret);
  });

  it.each([
    ['not JSON', '{', '/', 'json'],
    ['a list', '[]', '/', 'settings'],
    ['a file of something else', '{"name":"sendgate"}', '/', 'settings'],
    ['a later version', fileWith((file) => ({ ...file, version: 2 })), '/', 'settings'],
    [
      'a language that is not there',
      fileWith((file) => ({ ...file, language: 'fr' })),
      '/language',
    ],
    ['no connections', fileWith(({ connections, ...file }) => file), '/connections'],
    ['a field too many', fileWith((file) => ({ ...file, x: 1 })), '/x', 'known-fields'],
    ['a token', fileWithConnection({ token: 's' }), '/connections/0/token', 'known-fields'],
    [
      'an endpoint without HTTPS',
      fileWithConnection({ endpoint: 'http://sendgate.example.com' }),
      '/connections/0/endpoint',
    ],
    [
      'an endpoint that is a script',
      fileWithConnection({ otherFamilyEndpoint: 'javascript:0' }),
      '/connections/0/otherFamilyEndpoint',
    ],
    [
      'an account that is not canonical',
      fileWithConnection({ account: 'Sender@Example.com' }),
      '/connections/0/account',
    ],
    ['accounts that are none', fileWithConnection({ accounts: [7] }), '/connections/0/accounts/0'],
    [
      'a host with a port',
      fileWith((file) => ({ ...file, addedHosts: ['a.example:1'] })),
      '/addedHosts/0',
    ],
    [
      'a tab off the window',
      fileWith((file) => ({
        ...file,
        tabPositions: { 'a.example': { hidden: false, side: 'left', top: 1.5 } },
      })),
      '/tabPositions/a.example/top',
    ],
    [
      'a tab on no side',
      fileWith((file) => ({
        ...file,
        tabPositions: { 'a/b': { hidden: false, side: 'top', top: 1 } },
      })),
      '/tabPositions/a~1b/side',
    ],
  ])('with %s is refused, and the field is named', (_, text, pointer, wanted = 'right-value') => {
    expect(parseSettingsFile(text)).toEqual({ ok: false, error: { pointer, wanted } });
  });

  it('a host that the built-in table has by now is left out', () => {
    const text = fileWith((file) => ({ ...file, addedHosts: ['app.brevo.com', 'a.example'] }));
    expect(parseSettingsFile(text)).toMatchObject({
      ok: true,
      value: { addedHosts: ['a.example'] },
    });
  });
});
