import { expect } from 'chai';
import { gates } from '../../../domain/contact-gate.ts';
import { escalate } from '../../../domain/escalation/escalate.ts';
import { explainCase, type Explanation } from '../../../domain/escalation/explain-case.ts';
import { gateWords } from '../../../domain/escalation/gate-words.ts';
import { engineGates } from '../../../domain/escalation/step.ts';
import { aHold, aLine } from '../an-account.ts';
import { aCase, aCompany, aFile, anEntry, daysAgo } from './a-case.ts';

function explained(with_: Parameters<typeof aCompany>[1] = {}, file = aFile()): readonly Explanation[] {
  const account = aCompany([aLine('late', daysAgo(12), 50_000), aLine('later', daysAgo(5), 20_000)], with_);
  return explainCase(account, file, escalate(aCase(account, file)));
}

describe('why somebody was written to, and why not', () => {
  it('says what will happen today, by which rule, for which invoices', () => {
    const will = explained().filter(({ kind }) => kind === 'will');
    expect(will).to.have.length(1);
    expect(will[0]).to.include({ level: 'courteous', rule: 'fr-b2b 1', outlet: 'email' });
  });

  it('says what happened, on the day it counted', () => {
    const was = explained({}, aFile({ levels: [anEntry('late', 'courteous', 2)] })).filter(
      ({ kind }) => kind === 'was',
    );
    expect(was).to.have.length(1);
    expect(was[0]).to.include({ level: 'courteous', status: 'counted', on: daysAgo(2) });
  });

  it('names the gate, the invoice and the end of what stops it', () => {
    const holds = [aHold('late', { reason: 'manual', source: 'manual:1', until: null })];
    const not = explained({ holds }).filter((of) => of.kind === 'not' && of.gate === 'held');
    expect(not).to.have.length(1);
    expect(not[0]).to.have.property('invoice').that.is.a('string');
  });

  it('has words for every gate, in both languages', () => {
    for (const words of Object.values(gateWords))
      for (const gate of [...gates, ...engineGates]) expect(words[gate], gate).to.be.a('string').that.is.not.empty;
  });
});
