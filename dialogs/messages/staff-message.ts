/** What stands around the words of a person of the creditor. */
export const staffMessageTexts = {
  fr: { subject: 'Un message de {creditor}', signed: '{text}\n\n{who}, {creditor}' },
  en: { subject: 'A message from {creditor}', signed: '{text}\n\n{who}, {creditor}' },
} as const;
