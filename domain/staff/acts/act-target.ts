/** What an act is done to. */
export const targetKinds = [
  'account',
  'hold',
  'charge',
  'dispute',
  'promise',
  'plan',
  'task',
  'approval',
  'message', // that has not left yet
  'point', // an address
  'representative',
  'creditor',
] as const;
export type TargetKind = (typeof targetKinds)[number];

export type ActTarget = { readonly kind: TargetKind; readonly id: string };
