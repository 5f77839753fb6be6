/** A number as it is compared: letters and digits alone, upper case, however it was spaced or dashed. */
export function bareNumber(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
