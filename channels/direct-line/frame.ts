import { type Activity } from './activity.ts';
import { type StreamItem } from './backend.ts';

/** What travels on a poll and on the stream. */
export type Frame = { readonly activities: readonly Activity[]; readonly watermark: string };

/** How many items one frame may carry; the client asks again from its watermark. */
export const frameMax = 100;

/** The items as a client reads them: `webchat:sequence-id` is what Web Chat sorts by, the watermark what a client sends back. */
export function frameOf(items: readonly StreamItem[], watermark: number): Frame {
  const activities = items.map(({ seq, id, activity }) => ({
    ...activity,
    id,
    channelData: { ...activity.channelData, 'webchat:sequence-id': seq },
  }));
  return { activities, watermark: String(items.at(-1)?.seq ?? watermark) };
}

/** The position a client says it has read up to; anything but digits means from the start, which costs it a repetition and no message. */
export function watermarkOf(text: string | null): number {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
