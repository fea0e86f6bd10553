/** More ways to say that an address must not get in. None of them may become a row. */
import { expect, it } from 'vitest';
import { readList } from '../../../shared/read-list/read-list.ts';

const BAD = /^198\.51\.100\./;

it.each([
  ['a heading over a blank line', 'Denied:\n\n198.51.100.9\n'],
  ['a title without a colon', 'Blocked IPs\n198.51.100.9'],
  ['a list of YAML with a blank line in it', 'blocked:\n- 198.51.100.9\n\n- 198.51.100.10'],
  ['a column of yes and no', 'ip,allowed\n203.0.113.7,yes\n198.51.100.9,no'],
  ['a column that refuses', 'ip,blocked\n203.0.113.7,false\n198.51.100.9,true'],
  [
    'a section of Apache',
    '<RequireNone>\nRequire ip 198.51.100.9\n</RequireNone>\nRequire ip 203.0.113.7',
  ],
  [
    'elements of XML',
    '<allow><ip>203.0.113.7</ip></allow>\n<deny>\n<ip>198.51.100.9</ip>\n</deny>',
  ],
  [
    'a table of pf by its name',
    'table <bad> { 198.51.100.9 }\ntable <good> { 203.0.113.7, !198.51.100.10 }',
  ],
  [
    'a set of nft by its name, over lines',
    'set blackhole {\n elements = { 198.51.100.9,\n 198.51.100.10 }\n}\nip saddr 203.0.113.7 accept',
  ],
  [
    'rules of nft',
    'ip saddr 203.0.113.7 accept\nip saddr 198.51.100.9 drop\nip saddr != 198.51.100.0/24 accept',
  ],
  ['rules of pf', 'pass in from 203.0.113.7 to any\nblock in from 198.51.100.9 to any'],
  ['ipset', 'add ok 203.0.113.7\nadd ok 198.51.100.9 nomatch\nadd blacklist 198.51.100.10'],
  [
    'RouterOS',
    'add address=203.0.113.7 list=ok\nadd address=198.51.100.9 list=blocked\nadd address=198.51.100.10 disabled=yes list=ok',
  ],
  [
    'a record of YAML that is off',
    '- name: x\n  enabled: false\n  ips:\n    - 198.51.100.9\n- ips:\n    - 203.0.113.7',
  ],
  [
    'a rule of YAML that denies',
    '- action: deny\n  source:\n    ip: 198.51.100.9\n- source:\n    ip: 203.0.113.7',
  ],
  [
    'JSON with a comment and a switch',
    '{ // 198.51.100.10\n "ip": "198.51.100.9",\n "enabled": false\n}',
  ],
  ['JSON that lost a comma', '{\n "ip": "198.51.100.9"\n "enabled": false\n}'],
  [
    'JSON that says since when',
    '[{"ip":"203.0.113.7"},{"ip":"198.51.100.9","denied":"since May"}]',
  ],
  ['a list that goes on behind a comma', 'deny 198.51.100.9,\n198.51.100.10\n203.0.113.7'],
  ['a list that goes on behind a backslash', 'hostlist bad = 198.51.100.9 : \\\n  198.51.100.10'],
  ['the map of nginx’s geo', 'geo $ok {\n 203.0.113.0/24 1;\n 198.51.100.9 0;\n}'],
  [
    'acl of BIND',
    'acl trusted {\n 203.0.113.0/24;\n !198.51.100.9;\n};\nblackhole { 198.51.100.10; };',
  ],
  ['a squid acl of destinations', 'acl here src 203.0.113.7\nacl there dst 198.51.100.9'],
  ['a mail in Chinese', '请加入：\n203.0.113.7\n禁止：198.51.100.9'],
  ['what was before', 'Office 203.0.113.7 (was 198.51.100.9)'],
  ['a replacement', '203.0.113.7 replaces 198.51.100.9'],
  ['a firewall’s log', 'kernel: IN=eth0 SRC=198.51.100.9 DST=203.0.113.7 PROTO=TCP'],
  ['a sentence under a heading that refuses', 'Blocked:\nsince May 198.51.100.9 is out'],
])('%s', (_, text) => {
  const { rows, rejects } = readList(text);
  expect(rows.map(({ value }) => value).filter((value) => BAD.test(value))).toEqual([]);
  const suggested = rejects.filter(({ reason }) => reason === 'denied');
  expect(suggested.map(({ suggestion }) => suggestion).filter(Boolean)).toEqual([]);
});
