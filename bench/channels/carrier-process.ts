import { startLocalTwilio } from '../../test/support/local-twilio.ts';

/** The carrier on this machine, in a process of its own; asked `count`, it says how many messages it took. */
const twilio = await startLocalTwilio();
const { url, accountSid, authToken } = twilio;
process.send?.({ url, accountSid, authToken });
process.on('message', (asked) => {
  if (asked === 'count') process.send?.({ taken: twilio.taken.length, wrong: twilio.wrong.length });
  else process.exit(0);
});
process.once('disconnect', () => process.exit(0));
