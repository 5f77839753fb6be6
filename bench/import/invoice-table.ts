import { Buffer } from 'node:buffer';

/** Customers among whom the invoices are spread. */
export const customers = 20_000;

const columns = 'number;debtor;issued;due;amount;currency;item;order_number\r\n';
const piece = 1 << 18;

/** One invoice of one due line a row, as accounts export them: day first, decimal comma, some quotes and accents. */
function rowOf(index: number): string {
  const day = String((index % 28) + 1).padStart(2, '0');
  const month = String((index % 9) + 1).padStart(2, '0');
  const cents = String(index % 100).padStart(2, '0');
  const item = index % 7 === 0 ? '"Entretien ""premium""; juillet"' : 'Location de matériel';
  return `FA-${index};C${index % customers};${day}/${month}/2025;${day}/${month}/2026;${(index % 900) + 100},${cents};EUR;${item};PO-${index % 1000}\r\n`;
}

/** A table of so many invoices, made while it is read: nothing of it is kept. */
export async function* invoiceTable(rows: number): AsyncGenerator<Buffer> {
  let text = columns;
  for (let index = 0; index < rows; index += 1) {
    text += rowOf(index);
    if (text.length < piece) continue;
    yield Buffer.from(text);
    text = '';
    await Promise.resolve();
  }
  if (text !== '') yield Buffer.from(text);
}
