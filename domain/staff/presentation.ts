/** How a registered letter ended, as the post says it. */
export const presentations = ['delivered', 'refused', 'unclaimed', 'unknown-address'] as const;
export type Presentation = (typeof presentations)[number];

/** Refused or not fetched, a letter was presented all the same and counts; an unknown address was not reached. */
export function isPresented(presentation: Presentation): boolean {
  return presentation !== 'unknown-address';
}
