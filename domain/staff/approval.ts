/** What needs a named person. */
export const approvalKinds = [
  'formal-notice',
  'agency',
  'legal',
  'plan-default',
  'block',
  'notice',
  'plan',
  'write-off',
  'discount',
  'bank-details',
  'release',
] as const;
export type ApprovalKind = (typeof approvalKinds)[number];

/** How an approval names the person who asked; a rule is named otherwise. */
export function askedByStaff(handle: string): string {
  return `staff:${handle}`;
}
