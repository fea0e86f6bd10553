import { describe, expect, it } from 'vitest';
import { menuOf } from '../../../../extension/components/panel/menu-of.ts';
import type * as api from '../../../../shared/api.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { entry } from '../../support/build-list.ts';

const nothing = () => undefined;
const COMMANDS = {
  showDetails: nothing,
  editRemark: nothing,
  chooseExpiry: nothing,
  addDay: nothing,
  removeExpiry: nothing,
  remove: nothing,
};

const textsOf = (of: api.Entry, canChange = true) =>
  menuOf(of, canChange, NOW, COMMANDS).map(({ text }) => text);

describe('what can be done with an entry', () => {
  const value = '192.0.2.1';

  it('is to edit, to let expire and to delete it; for who may only read, to look at it', () => {
    const texts = textsOf(entry('e1', value));
    expect(texts).toEqual(['panel.editRemark', 'panel.setExpiry', 'panel.details', 'panel.delete']);
    expect(textsOf(entry('e1', value), false)).toEqual(['panel.details']);
  });

  it('is to delete it alone where the Worker can’t read it', () => {
    const torn = entry('e1', value, { unreadable: true });
    expect(textsOf(torn)).toEqual(['panel.details', 'panel.delete']);
  });
});
