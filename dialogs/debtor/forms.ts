import { type FlowName } from '../../domain/command.ts';
import { type Form } from '../form.ts';
import { balanceForm } from './balance.ts';
import { contactChangeForm } from './contact-change.ts';
import { disputeForm } from './dispute.ts';
import { documentForm } from './document.ts';
import { explainForm } from './explain.ts';
import { humanForm } from './human.ts';
import { identifyForm } from './identify.ts';
import { invoiceForm } from './invoice.ts';
import { invoicesForm } from './invoices.ts';
import { missingForm } from './missing.ts';
import { paidForm } from './paid.ts';
import { payForm } from './pay.ts';
import { planForm } from './plan.ts';
import { promiseForm } from './promise.ts';

const forms: Readonly<Partial<Record<FlowName, Form>>> = {
  balance: balanceForm,
  invoices: invoicesForm,
  invoice: invoiceForm,
  pay: payForm,
  plan: planForm,
  promise: promiseForm,
  paid: paidForm,
  missing: missingForm,
  dispute: disputeForm,
  document: documentForm,
  explain: explainForm,
  contact: contactChangeForm,
  human: humanForm,
  identify: identifyForm,
};

/** The form of a conversation; null when this creditor's assistant does not have it. */
export function formOf(flow: FlowName): Form | null {
  return forms[flow] ?? null;
}
