/** The program of a thread in the browser. */
import { createMember } from './member.ts';
import { type Mail, runThread } from './thread.ts';

runThread(createMember, (listener) => {
  addEventListener('message', ({ data }: MessageEvent<Mail>) => listener(data));
});
