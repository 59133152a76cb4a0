/** A test is sent by the server within seconds: how it went is asked until that is known. */
import type { ChannelMessage } from "vertel-schema";
import { api } from "../../api";

const PAUSE_MS = 1000;
/** Longer than a try can take, with its pauses. */
const MOST = 30;

/** The message once it was sent or given up; as it is after half a minute when the server is busy. */
export async function afterTest(channelId: string, asked: ChannelMessage): Promise<ChannelMessage> {
  let message = asked;
  for (let look = 0; look < MOST && isUnderWay(message); look++) {
    await new Promise((done) => { setTimeout(done, PAUSE_MS); });
    message = (await api.channels.read(channelId)).last_test ?? message;
  }
  return message;
}

const isUnderWay = ({ state }: ChannelMessage): boolean => state === "waiting" || state === "sending";
