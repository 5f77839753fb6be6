import { type Slot, type Slots } from '../form.ts';

/** People name a few invoices at once; a longer list is looked at in the list of invoices. */
const most = 5;

function names(): readonly string[] {
  return Array.from({ length: most - 1 }, (_, index) => `also${String(index + 2)}`);
}

/** Room for further invoices named beside the first one, which the slot of that name holds. */
export function alsoSlots(first: Slot): readonly Slot[] {
  return names().map((name) => ({
    name,
    kinds: ['invoice'],
    needed: () => false,
    ask: first.ask,
    why: first.why,
    check: first.check,
    clears: [],
    accepts: (value, slots) =>
      value.kind === 'invoice' &&
      slots[first.name]?.kind === 'invoice' &&
      !invoicesIn(slots, first.name).some((number) => number.toUpperCase() === value.number.toUpperCase()),
  }));
}

/** The numbers of all invoices named, the first one first. */
export function invoicesIn(slots: Slots, first: string): readonly string[] {
  return [first, ...names()].flatMap((name) => {
    const value = slots[name];
    return value?.kind === 'invoice' ? [value.number] : [];
  });
}
