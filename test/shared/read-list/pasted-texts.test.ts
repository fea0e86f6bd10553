/** What programs print and admins paste: what it lets in is read, and nothing else. */
import { expect, it } from 'vitest';
import { readList } from '../../../shared/read-list/read-list.ts';

interface Pasted {
  readonly text: string;
  /** `value # remark`, or the value alone. */
  readonly rows: readonly string[];
  /** `reason value`. */
  readonly rejects?: readonly string[];
}

const PASTED: Readonly<Record<string, Pasted>> = {
  'a connection filter of Exchange Online': {
    text: `Set-HostedConnectionFilterPolicy Default -IPAllowList @{Add="203.0.113.0/24",192.0.2.10-192.0.2.20}
Set-HostedConnectionFilterPolicy Default -IPBlockList 192.0.2.66
Set-HostedConnectionFilterPolicy Default -IPAllowList @{Remove="192.0.2.99"}`,
    rows: ['203.0.113.0/24', '192.0.2.10-192.0.2.20'],
    rejects: ['denied 192.0.2.66', 'denied 192.0.2.99'],
  },
  'what PowerShell prints of it': {
    text: 'IPAllowList   : {203.0.113.7, 198.51.100.0/24}\nIPBlockList   : {192.0.2.66}',
    rows: ['203.0.113.7', '198.51.100.0/24'],
    rejects: ['denied 192.0.2.66'],
  },
  'a security group, with what it lets out': {
    text: `{"IpPermissions": [{"IpRanges": [{"Description": "Office", "CidrIp": "203.0.113.0/28"}]}],
"IpPermissionsEgress": [{"IpRanges": [{"CidrIp": "192.0.2.0/24"}, {"CidrIp": "0.0.0.0/0"}]}]}`,
    rows: ['203.0.113.0/28 # Office'],
    rejects: ['denied 192.0.2.0/24'],
  },
  'rules of a network security group': {
    text: `[{"properties":{"access":"Deny","direction":"Inbound","sourceAddressPrefix":"203.0.113.66"}},
{"properties":{"access":"Allow","direction":"Outbound","sourceAddressPrefix":"192.0.2.7"}},
{"properties":{"access":"Allow","direction":"Inbound","sourceAddressPrefix":"203.0.113.7"}}]`,
    rows: ['203.0.113.7'],
    rejects: ['denied 203.0.113.66', 'denied 192.0.2.7'],
  },
  'blocks of Terraform': {
    text: 'ingress {\n  cidr_blocks = ["203.0.113.0/24"]\n}\negress {\n  cidr_blocks = ["192.0.2.0/24"]\n}',
    rows: ['203.0.113.0/24'],
    rejects: ['denied 192.0.2.0/24'],
  },
  'a rule of Terraform that says its type': {
    text: 'resource "rule" "out" {\n  type = "egress"\n  cidr_blocks = ["192.0.2.0/24"]\n}',
    rows: [],
    rejects: ['denied 192.0.2.0/24'],
  },
  'a network policy of Kubernetes': {
    text: `spec:
  egress:
  - to:
    - ipBlock:
        cidr: 192.0.2.0/24
  ingress:
  - from:
    - ipBlock:
        cidr: 203.0.113.0/24`,
    rows: ['203.0.113.0/24'],
    rejects: ['denied 192.0.2.0/24'],
  },
  'chains of nft': {
    text: 'chain output {\n  ip saddr 192.0.2.25 accept\n}\nchain input {\n  ip saddr 203.0.113.7 accept\n}',
    rows: ['203.0.113.7'],
    rejects: ['denied 192.0.2.25'],
  },
  'sets of nft on one line each': {
    text: `set allowed { type ipv4_addr; elements = { 203.0.113.0/24, 198.51.100.7 } }
set blocked { type ipv4_addr; elements = { 192.0.2.66 } }`,
    rows: ['203.0.113.0/24', '198.51.100.7'],
    rejects: ['denied 192.0.2.66'],
  },
  'the output chain of iptables': {
    text: '-A INPUT -s 203.0.113.7/32 -j ACCEPT\n-A OUTPUT -s 192.0.2.25 -j ACCEPT',
    rows: ['203.0.113.7/32'],
    rejects: ['denied 192.0.2.25'],
  },
  'what pf passes out': {
    text: 'pass out on em0 from 192.0.2.25 to any\npass in from 203.0.113.7 to any',
    rows: ['203.0.113.7'],
    rejects: ['other-role 192.0.2.25'],
  },
  'what ufw allows out': {
    text: '587/tcp                    ALLOW OUT    192.0.2.9\n25/tcp                     ALLOW IN    203.0.113.7',
    rows: ['203.0.113.7'],
    rejects: ['other-role 192.0.2.9'],
  },
  'the firewall of Windows': {
    text: 'netsh advfirewall firewall add rule name="Out" dir=out action=allow remoteip=192.0.2.7',
    rows: [],
    rejects: ['denied 192.0.2.7'],
  },
  'a table with a column of another name that refuses': {
    text: 'Type,IP,Note\nblock,203.0.113.66,bad\nallow,203.0.113.7,good',
    rows: ['203.0.113.7 # good'],
    rejects: ['denied 203.0.113.66'],
  },
  'cells without a header': {
    text: '203.0.113.7\tOffice\tDENY\n203.0.113.8;Home;inactive\n203.0.113.9 | Lab | active',
    rows: ['203.0.113.9 # Lab'],
    rejects: ['denied 203.0.113.7'],
  },
  'a bracket that says that it is off': {
    text: '临时（已停用）：192.0.2.66\nOld (disabled): 192.0.2.67\n备用（北京）：192.0.2.7',
    rows: ['192.0.2.7 # 备用（北京）'],
  },
  'addresses of a FortiGate': {
    text: 'edit "pool"\n  set start-ip 198.51.100.10\n  set end-ip 198.51.100.20\nnext',
    rows: [],
    rejects: ['ambiguous 198.51.100.10', 'ambiguous 198.51.100.20'],
  },
  'the ends of a range in YAML': {
    text: '- start: 203.0.113.1\n  end: 203.0.113.9',
    rows: [],
    rejects: ['ambiguous 203.0.113.1', 'ambiguous 203.0.113.9'],
  },
  'objects of a Cisco ASA': {
    text: 'network-object host 198.51.100.7\n range 192.0.2.10 192.0.2.20',
    rows: ['198.51.100.7 # network-object host', '192.0.2.10-192.0.2.20'],
  },
  'filters of CSF': {
    text: 'tcp|in|d=22,80|s=198.51.100.7\nd=587|s=198.51.100.8\ntcp|out|d=25|d=192.0.2.9',
    rows: ['198.51.100.7', '198.51.100.8'],
    rejects: ['other-role 192.0.2.9'],
  },
  'hosts.allow': {
    text: 'sshd: 203.0.113. 198.51.100.7\nsmtp: ALL EXCEPT 192.0.2.66',
    rows: ['198.51.100.7 # sshd'],
    rejects: ['partial 203.0.113.', 'denied 192.0.2.66'],
  },
  'an access table of Postfix': {
    text: '203.0.113     OK\n198.51.100.7  REJECT\nmail.example.com OK\n192.0.2.7 OK',
    rows: ['192.0.2.7'],
    rejects: ['partial 203.0.113', 'denied 198.51.100.7', 'host-name mail.example.com'],
  },
  'a connection that ss prints': {
    text: 'ESTAB  0      0      192.0.2.25:587      203.0.113.7:51234',
    rows: [],
    rejects: ['in-text ESTAB  0      0      192.0.2.25:587      203.0.113.7:51234'],
  },
  'what ipconfig prints': {
    text: 'IPv4 Address. . . . . : 203.0.113.7(Preferred)\nDefault Gateway . . . : 203.0.113.1',
    rows: ['203.0.113.7 # Preferred'],
    rejects: ['other-role 203.0.113.1'],
  },
  'a table of HTML with a row that is struck out': {
    text: '<tr><td>Office</td><td>203.0.113.7</td></tr>\n<tr><td>Old</td><td><s>198.51.100.7</s></td></tr>',
    rows: ['203.0.113.7 # Office'],
    rejects: ['denied 198.51.100.7'],
  },
  'a service of Kubernetes': {
    text: 'loadBalancerIP: 192.0.2.1\nloadBalancerSourceRanges:\n- 203.0.113.0/24',
    rows: ['203.0.113.0/24'],
    rejects: ['other-role 192.0.2.1'],
  },
};

it.each(Object.entries(PASTED))('reads %s', (_, { text, rows, rejects = [] }) => {
  const read = readList(text);
  expect(
    read.rows.map(({ value, remark }) => (remark === '' ? value : `${value} # ${remark}`)),
  ).toEqual(rows);
  expect(read.rejects.map((reject) => `${reject.reason} ${reject.text}`).toSorted()).toEqual(
    rejects.toSorted(),
  );
});
